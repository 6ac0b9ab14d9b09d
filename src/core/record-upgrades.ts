// From each format of a record to the next. Append only.

import { isPlain } from './record-schema-parts.ts';
import { isHistory } from './record-schema-runs.ts';
import type { EpochRecord } from './records.ts';
import { summaryOf } from './run-summary.ts';

/** Lifts a record by one format version. Pure; sets the new `v`. */
export type Upgrade = (old: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** Before there were edits: every version was a first one, its rows came with the page. */
export const datasetVersion2: Upgrade = (old) => ({
  ...old,
  v: 2,
  edit: null,
  schema: null,
  split: null,
  tableKey: null,
  nextId: 0,
});

/** Recipe 1 had one list of steps over all columns, each with one fitted value. Damage is left for the validator. */
export const modelVersion2: Upgrade = (old) => ({ ...old, v: 2, recipe: recipe2(old['recipe']) });

/** What goes in and out was not noted, nor by which rows: nothing can be said of it afterwards without guessing. */
export const modelVersion3: Upgrade = (old) => ({ ...old, v: 3, signature: null, dataDigest: null });

/**
 * Run 1 carried its history; run 2 carries figures of it, and the history is in its log. A damaged history leaves `epochs`
 * out, for the validator to name.
 */
export const run2: Upgrade = ({ history, ...old }) => ({
  ...old,
  v: 2,
  name: `Run ${String(old['number'])}`,
  machine: '',
  epochs: isHistory(history) ? history.length : null,
  summary: isHistory(history) ? summary2(old, history) : {},
  parentId: null,
  forkedFrom: null,
  weightsDigest: null,
  recipeDigest: '',
});

function summary2(old: Readonly<Record<string, unknown>>, history: readonly EpochRecord[]): unknown {
  const { metric, trainedOn } = old;
  const rows = isPlain(trainedOn) ? trainedOn['validationRows'] : null;
  return typeof metric === 'string'
    ? summaryOf({ metric, validationRows: typeof rows === 'number' ? rows : 0, history, series: [] })
    : {};
}

function recipe2(old: unknown): unknown {
  if (!isPlain(old)) return old;
  const { steps, features, ...rest } = old;
  if (!Array.isArray(steps) || !Array.isArray(features)) return old;
  const listed: unknown[] = steps;
  const inputs = features.map((name: unknown) => ({
    name,
    source: { from: 'column', column: name },
    steps: listed
      .filter(isPlain)
      .filter((step) => step['column'] === name)
      .map(({ step, fitted }) => ({ step, params: {}, fitted: [fitted] })),
  }));
  return { ...rest, v: 2, features, inputs };
}
