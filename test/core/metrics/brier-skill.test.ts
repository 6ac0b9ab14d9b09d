import figure from '../../../src/core/metrics/brier-skill.ts';
import { behavesAsFigure } from '../figure-cases.ts';

behavesAsFigure(figure);
