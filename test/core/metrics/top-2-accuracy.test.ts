import figure from '../../../src/core/metrics/top-2-accuracy.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
