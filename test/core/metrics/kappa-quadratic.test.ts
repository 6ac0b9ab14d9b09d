import figure from '../../../src/core/metrics/kappa-quadratic.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
