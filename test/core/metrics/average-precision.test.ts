import figure from '../../../src/core/metrics/average-precision.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
