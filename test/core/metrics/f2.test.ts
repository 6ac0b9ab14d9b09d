import figure from '../../../src/core/metrics/f2.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
