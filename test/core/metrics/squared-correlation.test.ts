import figure from '../../../src/core/metrics/squared-correlation.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
