// The two samples that the look at one feature in one window compares.

import { sampleOf, type Sample } from '../../../core/drift-sample.ts';
import { columnOf, spanRows, type Span } from '../../../core/table.ts';
import type { App } from '../../../state/app.svelte.ts';
import { distributionText as text } from '../../text/monitor-distribution.ts';

export interface Compared {
  readonly reference: Sample;
  readonly current: Sample;
  /** What the reference is, in words. */
  readonly than: string;
}

/** @param index of the monitors' windows. Null where the window or its version is not to be had. */
export function compared(app: App, feature: string, index: number): Compared | null {
  const window = app.monitoring.figures.windows.find((one) => one.index === index);
  const version = window ? app.store.findVersion(window.modelVersionId) : null;
  if (!window || !version) return null;
  const { reference } = app.monitoring.plan;
  const span: Span = reference.of === 'rows' ? reference.span : version.trainedOn.span;
  const column = columnOf(app.datasets.current.table, feature);
  return {
    reference: sampleOf(column, spanRows(span)),
    current: sampleOf(column, spanRows(window.span)),
    than: text.reference[reference.of],
  };
}
