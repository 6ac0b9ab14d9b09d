import figure from '../../../src/core/metrics/f05.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
