import figure from '../../../src/core/descriptors/example-count.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure, { unweighted: true, blind: true, empty: 0 });
