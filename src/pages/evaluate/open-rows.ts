// Opens rows of an evaluation in the inspector.

import type { Evaluation } from '../../core/evaluation.ts';
import type { SliceKey } from '../../core/slice.ts';
import { sliceLabel } from '../../core/slices/slice-label.ts';
import type { App } from '../../state/app.svelte.ts';
import { verdictText } from '../text/evaluate.ts';

/** @param rows of the table. */
export function openRows(
  app: App,
  { id }: Evaluation,
  rows: readonly number[],
  title: string,
  about = verdictText.rowsAbout(rows.length),
): void {
  app.inspector.open({ kind: 'evaluated-rows', evaluationId: id, rows, title, about });
}

/** All rows of a slice. @param about what was found on it. */
export function openSlice(app: App, evaluation: Evaluation, key: SliceKey, about: string): void {
  app.run(async () => {
    const rows = await app.evaluations.sliceRows(evaluation, key);
    openRows(app, evaluation, [...rows], verdictText.sliceRowsTitle(sliceLabel(key)), about);
  });
}
