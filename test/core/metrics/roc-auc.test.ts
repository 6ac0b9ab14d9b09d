import figure from '../../../src/core/metrics/roc-auc.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
