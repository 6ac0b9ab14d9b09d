import { driftMeasures } from '../drift/index.ts';

/** Measures that are taken where nobody has said which; the others are there on request. */
export const usualMeasures = driftMeasures.all.filter(({ usual }) => usual !== false);
