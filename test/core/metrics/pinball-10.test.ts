import figure from '../../../src/core/metrics/pinball-10.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
