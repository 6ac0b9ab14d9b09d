import figure from '../../../src/core/metrics/pr-auc-interpolated.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
