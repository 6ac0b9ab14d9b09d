// Where an input comes from, as a form: the settings of each kind of source.

import { defaults, type ParamValue, type ParamValues, type Params } from '../../../core/params.ts';
import { describeSource, longestLag } from '../../../core/recipe-check.ts';
import type { InputSource, PlannedInput } from '../../../core/recipe-plan.ts';
import { usualSteps } from '../../../core/recipe-plan.ts';
import { columnKindOf, type TableSchema } from '../../../core/schema.ts';
import type { ColumnKind } from '../../../core/table.ts';
import { prepareText, sourceWords } from '../../text/data-prepare.ts';
import { kindOfSource, type KnownColumn } from './plan-edits.ts';

const numeric: readonly ColumnKind[] = ['number', 'integer', 'boolean'];

const column = (label: string, help: string, kinds?: readonly ColumnKind[]) =>
  ({ type: 'column', label, help, default: '', ...(kinds ? { kinds } : {}) }) as const;

const rows = (help: string, fallback: number) =>
  ({
    type: 'integer',
    label: prepareText.rows,
    help,
    min: 1,
    max: longestLag,
    scale: 'log',
    default: fallback,
  }) as const;

const groupKinds: readonly ColumnKind[] = ['category', 'integer', 'boolean'];
const group = column(prepareText.within, prepareText.withinHelp, groupKinds);

export type SourceKind = InputSource['from'];
export const sourceKinds = Object.keys(sourceWords) as SourceKind[];

export const sourceParams: Record<SourceKind, Params> = {
  column: { column: column(prepareText.column, prepareText.columnHelp) },
  lag: {
    column: column(prepareText.column, prepareText.columnHelp),
    rows: rows(prepareText.lagHelp, 1),
    group,
  },
  'rolling-mean': {
    column: column(prepareText.column, prepareText.columnHelp, numeric),
    rows: rows(prepareText.meanHelp, 7),
    group,
  },
  product: {
    column: column(prepareText.column, prepareText.columnHelp, numeric),
    second: column(prepareText.second, prepareText.secondHelp, numeric),
  },
};

/** The settings to begin with: earlier rows are those of the same group, where rows have one. */
export function firstValues(from: SourceKind, groupColumn: string | null): Record<string, ParamValue> {
  const values = defaults(sourceParams[from]);
  return 'group' in values && groupColumn !== null ? { ...values, group: groupColumn } : { ...values };
}

/** The column with the role of a group, if rows can be told apart by it. */
export const groupColumn = (schema: TableSchema | null): string | null =>
  schema?.fields.find(({ role, kind }) => role === 'group' && groupKinds.includes(columnKindOf(kind)))
    ?.name ?? null;

/** The settings of a source. A product of more than two columns is shown by its first two. */
export function valuesOf(source: InputSource): Record<string, ParamValue> {
  switch (source.from) {
    case 'column':
      return { column: source.column };
    case 'lag':
    case 'rolling-mean':
      return { column: source.column, rows: source.rows, group: source.group ?? '' };
    case 'product':
      return { column: source.columns[0] ?? '', second: source.columns[1] ?? '' };
  }
}

/** The source with these settings; null while a column is still to be chosen. */
export function sourceOf(from: SourceKind, values: ParamValues): InputSource | null {
  const name = String(values.column ?? '');
  if (name === '') return null;
  switch (from) {
    case 'column':
      return { from, column: name };
    case 'lag':
    case 'rolling-mean': {
      const within = String(values.group ?? '');
      return { from, column: name, rows: Number(values.rows), group: within === '' ? null : within };
    }
    case 'product': {
      const second = String(values.second ?? '');
      return second === '' ? null : { from, columns: [name, second] };
    }
  }
}

/** An input of a source, with the usual steps and a name that says where it comes from. */
export function inputOf(source: InputSource, columns: readonly KnownColumn[]): PlannedInput {
  const kind = kindOfSource(source, columns);
  return { name: describeSource(source), source, steps: kind === null ? [] : usualSteps(kind) };
}
