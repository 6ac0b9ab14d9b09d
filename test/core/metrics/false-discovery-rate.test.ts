import figure from '../../../src/core/metrics/false-discovery-rate.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
