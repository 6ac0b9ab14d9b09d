import figure from '../../../src/core/metrics/roc-auc-ovo-weighted.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
