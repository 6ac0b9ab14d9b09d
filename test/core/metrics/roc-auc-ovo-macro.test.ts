import figure from '../../../src/core/metrics/roc-auc-ovo-macro.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
