import figure from '../../../src/core/descriptors/mean-label.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure, { blind: true });
