import figure from '../../../src/core/descriptors/prevalence.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure, { blind: true });
