import figure from '../../../src/core/metrics/brier.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
