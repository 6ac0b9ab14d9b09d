import figure from '../../../src/core/metrics/precision-weighted.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
