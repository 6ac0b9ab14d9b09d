import figure from '../../../src/core/metrics/kappa.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
