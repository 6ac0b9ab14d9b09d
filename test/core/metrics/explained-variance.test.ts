import figure from '../../../src/core/metrics/explained-variance.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure, { least: 2 });
