import figure from '../../../src/core/metrics/precision-macro.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
