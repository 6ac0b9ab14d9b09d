import figure from '../../../src/core/descriptors/negative-rate.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
