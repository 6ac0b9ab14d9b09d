import figure from '../../../src/core/metrics/f1-weighted.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
