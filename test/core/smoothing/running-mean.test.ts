import { describe } from 'vitest';
import runningMean from '../../../src/core/smoothing/running-mean.ts';
import { holds } from './cases.ts';

describe('running-mean', () => holds(runningMean));
