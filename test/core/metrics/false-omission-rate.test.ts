import figure from '../../../src/core/metrics/false-omission-rate.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
