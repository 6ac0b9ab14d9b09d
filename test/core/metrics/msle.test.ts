import figure from '../../../src/core/metrics/msle.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
