import { describe } from 'vitest';
import ema from '../../../src/core/smoothing/ema.ts';
import { holds } from './cases.ts';

describe('ema', () => holds(ema));
