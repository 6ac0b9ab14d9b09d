import figure from '../../../src/core/metrics/mce.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
