import figure from '../../../src/core/metrics/median-absolute-error.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
