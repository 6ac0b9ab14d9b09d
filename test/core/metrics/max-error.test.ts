import figure from '../../../src/core/metrics/max-error.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
