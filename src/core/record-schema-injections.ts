// What a change that a person made to the world must be.

import * as v from 'valibot';
import { injectionCourses } from './injection.ts';
import { count, paramValues } from './record-schema-parts.ts';

export const injection = v.object({
  id: v.string(),
  kind: v.string(),
  params: paramValues,
  course: v.picklist(injectionCourses),
  overRows: count,
  fromRow: count,
  toRow: v.nullable(count),
  since: v.optional(count),
  decidedAt: v.optional(count),
  endedByHand: v.optional(v.literal(true)),
});
