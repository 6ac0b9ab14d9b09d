import figure from '../../../src/core/metrics/d2-absolute-error.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure, { least: 2 });
