import figure from '../../../src/core/metrics/recall.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
