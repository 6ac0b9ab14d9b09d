import { describe } from 'vitest';
import gaussian from '../../../src/core/smoothing/gaussian.ts';
import { holds } from './cases.ts';

describe('gaussian', () => holds(gaussian));
