import figure from '../../../src/core/metrics/pinball-90.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
