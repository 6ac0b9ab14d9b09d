import figure from '../../../src/core/metrics/mcc.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
