import figure from '../../../src/core/metrics/roc-auc-ovr-macro.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
