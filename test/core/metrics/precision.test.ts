import figure from '../../../src/core/metrics/precision.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
