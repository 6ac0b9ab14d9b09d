import type { FigureOf } from '../define.ts';
import type { SharedParts } from '../shared-parts.ts';
import { prepare } from './prepare.ts';

/** A figure that is read from shared parts: `compute` does the same with the rows' own weights, so there is one definition. */
export const sharedFigure = (shared: SharedParts): Required<Pick<FigureOf, 'shared' | 'compute'>> => ({
  shared,
  compute: (scored) => prepare(shared, scored)(scored.weights ?? null),
});
