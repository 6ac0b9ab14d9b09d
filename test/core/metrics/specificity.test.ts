import figure from '../../../src/core/metrics/specificity.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
