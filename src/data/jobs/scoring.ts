// A version answers for a table that somebody brought. Rows and answers stay here, as a table of their own.

import { firstVersion } from '../../core/editing.ts';
import { scoreTable } from '../../core/score-table.ts';
import type { Field } from '../../core/schema.ts';
import type { Job } from './job.ts';

/** Between two looks at whether the work was cancelled. */
const sliceMs = 40;

export const score: Job<'score'> = async (
  { key, newKey, model, inputs, answer, fill },
  shelf,
  { controls, report },
) => {
  const { name, version, schema } = shelf.get(key);
  const work = scoreTable(model, inputs, answer, version.table, fill);
  let looked = performance.now();
  let step = work.next();
  for (; !step.done; step = work.next()) {
    if (performance.now() - looked < sliceMs) continue;
    report(step.value);
    await new Promise((resolve) => setTimeout(resolve, 0));
    await controls.obey();
    looked = performance.now();
  }
  const { table, report: found } = step.value;
  const added = table.columns.slice(version.table.columns.length).map((column): Field => ({
    name: column.name,
    kind: column.kind,
    role: 'ignore',
    optional: true,
    min: null,
    max: null,
    categories: null,
  }));
  const held = shelf.put(newKey, {
    name,
    version: firstVersion(table),
    schema: { ...schema, fields: [...schema.fields, ...added] },
    split: null,
  });
  return { held, report: found };
};
