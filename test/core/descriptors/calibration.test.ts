import figure from '../../../src/core/descriptors/calibration.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
