import figure from '../../../src/core/descriptors/weighted-example-count.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure, { blind: true, empty: 0 });
