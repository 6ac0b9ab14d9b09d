import figure from '../../../src/core/metrics/mce-confidence.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
