import figure from '../../../src/core/metrics/markedness.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
