import figure from '../../../src/core/metrics/recall-macro.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
