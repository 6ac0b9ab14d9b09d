import figure from '../../../src/core/metrics/partial-auc.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
