import figure from '../../../src/core/metrics/roc-auc-interpolated.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
