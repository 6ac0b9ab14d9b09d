// What settings of the monitoring must be.

import * as v from 'valibot';
import type { MonitorPlan } from './monitoring/plan.ts';
import { sliceSpec } from './record-schema-evaluations.ts';
import { count, paramValues, span } from './record-schema-parts.ts';

const measure = v.object({ id: v.string(), params: paramValues });

export const monitorPlan: v.GenericSchema<unknown, MonitorPlan> = v.object({
  v: v.literal(1),
  window: v.variant('by', [
    v.object({ by: v.literal('rows'), rows: v.nullable(count), step: v.nullable(count) }),
    v.object({ by: v.literal('time'), period: v.picklist(['hour', 'day', 'week', 'month']) }),
  ]),
  reference: v.variant('of', [
    v.object({ of: v.literal('training') }),
    v.object({ of: v.literal('validation') }),
    v.object({ of: v.literal('rows'), span }),
  ]),
  measures: v.array(measure),
  detectors: v.array(measure),
  slices: v.array(sliceSpec),
});
