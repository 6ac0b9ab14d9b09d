import figure from '../../../src/core/metrics/jaccard.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
