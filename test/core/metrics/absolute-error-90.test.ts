import figure from '../../../src/core/metrics/absolute-error-90.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
