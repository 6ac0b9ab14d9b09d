import figure from '../../../src/core/metrics/recall-weighted.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
