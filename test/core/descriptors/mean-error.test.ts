import figure from '../../../src/core/descriptors/mean-error.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
