import figure from '../../../src/core/metrics/f1-micro.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
