import figure from '../../../src/core/metrics/npv.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
