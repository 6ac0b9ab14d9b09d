// The rows of a window with what the model answered and, once known, what was true.

import { windowThresholds } from '../../core/answering.ts';
import type { WindowRecord } from '../../core/records.ts';
import { columnOf } from '../../core/table.ts';
import type { App } from '../../state/app.svelte.ts';
import { thresholdsIn } from '../../state/version-threshold.ts';
import { shownCell } from './cell.ts';
import { answerClass, answerText, truthText } from './versions.ts';

/** A window by its number. Its place in the list is another where a damaged record was set aside. */
export function windowAt(windows: readonly WindowRecord[], index: number): WindowRecord | undefined {
  return windows.find((window) => window.index === index);
}

/** Who answered the rows of a window, in words; during a trial both, with their rows. */
export function answeredBy(app: App, { modelVersionId, trial, span }: WindowRecord): string {
  const name = (id: string) => `v${app.store.numberOf(id)}`;
  if (!trial) return name(modelVersionId);
  const rows = span.to - span.from;
  if (trial.kind === 'shadow') return `${name(modelVersionId)}; ${name(trial.modelVersionId)} in the shadow`;
  const second = trial.answered.reduce((sum, arm) => sum + arm, 0);
  return `${name(modelVersionId)} (${rows - second} rows), ${name(trial.modelVersionId)} (${second} rows)`;
}

export function windowTable(app: App, window: WindowRecord) {
  const open = app.datasets.current;
  const { timeColumn } = open.dataset;
  const shown = [timeColumn, ...open.scenario.features].filter((name) => name !== undefined).slice(0, 7);
  const labelled = window.performance !== null;
  const { trial } = window;
  const shared = trial !== undefined && trial.kind !== 'shadow';
  const name = (id: string) => `v${app.store.numberOf(id)}`;
  const thresholds = windowThresholds(window, thresholdsIn(app.store));
  return {
    columns: [
      ...(shared ? [{ key: ' by', label: 'Answered by' }] : []),
      { key: ' answer', label: 'Answer' },
      { key: ' truth', label: 'Truth' },
      { key: ' right', label: 'Wrong' },
      ...shown.map((name) => ({ key: name, label: name.replaceAll('_', ' ') })),
    ],
    rows: Array.from({ length: window.span.to - window.span.from }, (_, i) => {
      const row = window.span.from + i;
      const threshold = typeof thresholds === 'number' ? thresholds : (thresholds[i] ?? NaN);
      const answered = answerClass(open, window.scores, i, threshold);
      const wrong = labelled && !Number.isNaN(answered) && answered !== open.truth[row];
      return {
        ...(shared && { ' by': name(trial.answered[i] ? trial.modelVersionId : window.modelVersionId) }),
        ' answer': answerText(open, window.scores, i, threshold),
        ' truth': labelled ? truthText(open, row) : 'not known yet',
        ' right': wrong ? 'wrong' : '',
        ...Object.fromEntries(shown.map((name) => [name, shownCell(columnOf(open.table, name), row)])),
      };
    }),
  };
}
