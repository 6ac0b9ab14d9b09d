// The differences of two versions, arranged for tables and sentences.

import type { DriftReport } from '../../../core/drift-report.ts';
import type { VersionDiff } from '../../../core/table-diff.ts';
import { count, fixed, percentOf } from '../../../ui/format.ts';
import { versionsText as text } from '../../text/data-versions.ts';

const mostNames = 12;
const names = (list: readonly string[]): string =>
  list
    .slice(0, mostNames)
    .map((name) => `"${name}"`)
    .join(', ') + (list.length > mostNames ? ` … (${count(list.length)})` : '');

const cellsIn = ({ changedCells }: VersionDiff): number =>
  changedCells.reduce((sum, { cells }) => sum + cells, 0);

/** Which rows of the later version drift is sought in: those it has alone, or all. */
export type Scope = 'new' | 'all';

/** After an append, the batch against the rows before it: beside them its drift would be thinned. */
export const scopeOf = ({ added, removed }: VersionDiff): Scope =>
  added.length > 0 && removed.length === 0 ? 'new' : 'all';

/** What happened to rows and columns, a sentence each; the rows first. */
export function diffSentences(diff: VersionDiff): string[] {
  const rows = [
    ...(diff.added.length > 0 ? [text.added(diff.added.length)] : []),
    ...(diff.removed.length > 0 ? [text.removed(diff.removed.length, diff.rowsBefore)] : []),
    ...(diff.changed.length > 0 ? [text.changed(diff.changed.length, cellsIn(diff))] : []),
  ];
  const sentences = [
    ...(rows.length > 0 ? [`${rows.join(', ')}.`] : []),
    ...(diff.reordered ? [text.reordered] : []),
    ...(diff.columnsAdded.length > 0 ? [text.columnsAdded(names(diff.columnsAdded))] : []),
    ...(diff.columnsRemoved.length > 0 ? [text.columnsRemoved(names(diff.columnsRemoved))] : []),
    ...diff.columnsRenamed.map(({ from, to }) => text.columnRenamed(from, to)),
    ...diff.kindsChanged.map(({ column, from, to }) => text.kindChanged(column, from, to)),
  ];
  return sentences.length > 0 ? sentences : [text.same];
}

export function cellRows(diff: VersionDiff) {
  const { cellColumns, missing } = text;
  return {
    caption: text.cells(diff.cells.length, cellsIn(diff)),
    columns: [
      { key: 'row', label: cellColumns.row, align: 'end' as const },
      { key: 'column', label: cellColumns.column },
      { key: 'before', label: cellColumns.before },
      { key: 'after', label: cellColumns.after },
    ],
    rows: diff.cells.map(({ id, column, before, after }) => ({
      row: count(id + 1),
      column,
      before: shortened(before) || missing,
      after: shortened(after) || missing,
    })),
  };
}

const longest = 80;
const shortened = (cell: string): string => (cell.length > longest ? `${cell.slice(0, longest - 1)}…` : cell);

const probability = (p: number | null): string =>
  p === null ? '–' : p < 0.001 ? '< 0.001' : fixed(p, p < 0.01 ? 3 : 2);

/** The finding first. */
export function driftSentences(
  { drifted, columns, rowsBefore, rowsAfter }: DriftReport,
  onlyNew: boolean,
): string[] {
  const strong = columns.filter((column) => column.drifted).slice(0, 3);
  const finding = drifted === 0 ? text.noDrift(columns.length) : text.drifted(drifted, columns.length);
  const rows = onlyNew ? text.ofNewRows(rowsBefore, rowsAfter) : text.ofRows(rowsBefore, rowsAfter);
  return [`${finding} (${rows}).`, ...strong.map(({ words }) => words)];
}

export function driftRows({ columns }: DriftReport) {
  const { driftColumns: heads } = text;
  return {
    columns: [
      { key: 'column', label: heads.column },
      { key: 'drifted', label: heads.drifted },
      { key: 'strength', label: heads.strength, align: 'end' as const, help: text.strengthHelp },
      { key: 'words', label: heads.words, align: 'wrap' as const },
      { key: 'adjusted', label: heads.adjusted, align: 'end' as const },
      { key: 'psi', label: heads.psi, align: 'end' as const, help: text.psiHelp },
      { key: 'test', label: heads.test, align: 'end' as const },
      { key: 'missing', label: heads.missing },
      { key: 'levels', label: heads.levels },
    ],
    rows: columns.map((drift) => ({
      column: drift.column,
      drifted: drift.drifted ? text.yes : text.no,
      strength: fixed(drift.strength, 2),
      words: drift.words,
      adjusted: probability(drift.adjusted),
      psi: drift.psi === null ? '–' : fixed(drift.psi, 2),
      test: Number.isNaN(drift.statistic) ? '–' : `${text.tests[drift.test]} ${fixed(drift.statistic, 2)}`,
      missing:
        drift.missing.before + drift.missing.after === 0
          ? '–'
          : `${percentOf(drift.missing.before, drift.rows.before)} → ${percentOf(drift.missing.after, drift.rows.after)}`,
      levels: [
        ...(drift.newLevels.length > 0 ? [text.newLevels(drift.newLevels.length)] : []),
        ...(drift.vanishedLevels.length > 0 ? [text.vanishedLevels(drift.vanishedLevels.length)] : []),
      ].join(', '),
    })),
  };
}
