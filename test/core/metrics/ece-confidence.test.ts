import figure from '../../../src/core/metrics/ece-confidence.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
