import figure from '../../../src/core/metrics/roc-auc-ovr-weighted.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
