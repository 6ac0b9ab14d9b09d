import figure from '../../../src/core/metrics/mape.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
