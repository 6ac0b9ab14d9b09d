import figure from '../../../src/core/metrics/fowlkes-mallows.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
