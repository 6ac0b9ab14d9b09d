import figure from '../../../src/core/metrics/g-mean.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
