import figure from '../../../src/core/metrics/gain.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure, { ordered: true });
