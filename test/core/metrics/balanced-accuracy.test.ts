import figure from '../../../src/core/metrics/balanced-accuracy.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
