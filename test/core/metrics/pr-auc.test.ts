import figure from '../../../src/core/metrics/pr-auc.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
