import figure from '../../../src/core/metrics/tjur.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
