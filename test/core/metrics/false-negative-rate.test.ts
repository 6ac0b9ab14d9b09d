import figure from '../../../src/core/metrics/false-negative-rate.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
