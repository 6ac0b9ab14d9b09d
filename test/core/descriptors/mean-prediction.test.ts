import figure from '../../../src/core/descriptors/mean-prediction.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
