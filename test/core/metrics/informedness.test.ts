import figure from '../../../src/core/metrics/informedness.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
