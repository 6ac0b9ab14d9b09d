import figure from '../../../src/core/metrics/top-3-accuracy.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
