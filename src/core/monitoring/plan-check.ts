// What stands in the way of a plan, in words for a person.

import { streamDetectors } from '../concept-drift/index.ts';
import { driftMeasures } from '../drift/index.ts';
import { problems, type Params, type ParamValues } from '../params.ts';
import type { Named } from '../registry.ts';
import { slicesAtMost, type MeasureSetting, type MonitorPlan } from './plan.ts';

export interface PlanPlace {
  /** Whether the rows have a column with times. */
  readonly hasTimes: boolean;
  /** Rows of the table that may be a reference: those that have passed. */
  readonly rows: number;
}

/** Fewer rows than this say nothing about a distribution. */
const fewestReferenceRows = 30;

function windowProblems({ window }: MonitorPlan, { hasTimes }: PlanPlace): string[] {
  if (window.by === 'time')
    return hasTimes ? [] : ['These rows have no times, so windows can go by rows only.'];
  const { rows, step } = window;
  const found: string[] = [];
  for (const [name, count] of [
    ['A window', rows],
    ['The step', step],
  ] as const)
    if (count !== null && !(Number.isInteger(count) && count >= 1))
      found.push(`${name} must be a whole number of rows, at least 1, not ${count}.`);
  if (rows !== null && step !== null && step > rows)
    found.push(`A step of ${step} rows would leave rows out between windows of ${rows}.`);
  return found;
}

function referenceProblems({ reference }: MonitorPlan, { rows }: PlanPlace): string[] {
  if (reference.of !== 'rows') return [];
  const { from, to } = reference.span;
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && to <= rows && from < to))
    return [`The chosen rows must lie between 0 and ${rows}, the rows that have passed.`];
  return to - from < fewestReferenceRows
    ? [`${to - from} rows are too few to compare with; choose at least ${fewestReferenceRows}.`]
    : [];
}

interface Registered extends Named {
  readonly params: Params;
  problem?(params: ParamValues): string | null;
}

function settingProblems(
  settings: readonly MeasureSetting[],
  known: { has(id: string): boolean; get(id: string): Registered },
  what: string,
): string[] {
  const seen = new Set<string>();
  return settings.flatMap(({ id, params }) => {
    if (!known.has(id)) return [`There is no ${what} called "${id}".`];
    const registered = known.get(id);
    const { label } = registered;
    if (seen.has(id)) return [`${label} is in the plan twice.`];
    seen.add(id);
    const single = Object.values(problems(registered.params, params)).map(
      (problem) => `${label}: ${problem}`,
    );
    // Settings that are each fine may not go together.
    const together = single.length > 0 ? null : registered.problem?.(params);
    return together ? [together] : single;
  });
}

/** Empty: the plan can be followed. */
export const planProblems = (plan: MonitorPlan, place: PlanPlace): string[] => [
  ...windowProblems(plan, place),
  ...referenceProblems(plan, place),
  ...settingProblems(plan.measures, driftMeasures, 'measure'),
  ...settingProblems(plan.detectors, streamDetectors, 'detector'),
  ...(plan.slices.length > slicesAtMost
    ? [`${plan.slices.length} slices are more than the ${slicesAtMost} that can be followed.`]
    : []),
];

/** How often each row is looked at: 1 where windows follow one another, more where they overlap. */
export function looksPerRow({ window }: MonitorPlan, windowRows: number): number {
  if (window.by === 'time') return 1;
  const rows = window.rows ?? windowRows;
  return rows / (window.step ?? rows);
}
