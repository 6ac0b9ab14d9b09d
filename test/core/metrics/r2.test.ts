import figure from '../../../src/core/metrics/r2.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure, { least: 2 });
