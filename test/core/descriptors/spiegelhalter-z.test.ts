import figure from '../../../src/core/descriptors/spiegelhalter-z.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
