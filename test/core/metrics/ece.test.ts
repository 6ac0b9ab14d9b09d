import figure from '../../../src/core/metrics/ece.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
