import { describe } from 'vitest';
import timeWeightedEma from '../../../src/core/smoothing/time-weighted-ema.ts';
import { holds } from './cases.ts';

describe('time-weighted-ema', () => holds(timeWeightedEma));
