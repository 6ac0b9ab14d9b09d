import figure from '../../../src/core/metrics/ks.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
