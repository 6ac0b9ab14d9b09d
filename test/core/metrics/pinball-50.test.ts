import figure from '../../../src/core/metrics/pinball-50.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
