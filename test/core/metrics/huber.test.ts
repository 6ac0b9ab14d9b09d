import figure from '../../../src/core/metrics/huber.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
