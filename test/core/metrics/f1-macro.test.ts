import figure from '../../../src/core/metrics/f1-macro.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
