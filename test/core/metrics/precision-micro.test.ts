import figure from '../../../src/core/metrics/precision-micro.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
