import figure from '../../../src/core/metrics/recall-micro.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
