import figure from '../../../src/core/metrics/lift.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure, { ordered: true });
