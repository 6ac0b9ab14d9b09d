import figure from '../../../src/core/metrics/false-positive-rate.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
