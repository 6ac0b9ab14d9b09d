import figure from '../../../src/core/descriptors/positive-rate.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
