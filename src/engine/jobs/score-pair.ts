import { inSteps } from '../stepping.ts';
import type { Job } from './context.ts';
import { scoredPair } from './scoring.ts';

export const scorePair: Job<'scorePair'> = ({ digest, rows, candidate, baseline }, { tables, controls }) =>
  inSteps(scoredPair(tables.get(digest), rows, candidate, baseline), controls);
