import figure from '../../../src/core/metrics/mse.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
