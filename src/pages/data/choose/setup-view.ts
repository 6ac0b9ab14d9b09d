// What a project would be, in a sentence, and what its fields offer.

import type { OwnSetup, RowOrder } from '../../../core/own-scenario.ts';
import type { LeakSuspect, Profile } from '../../../core/profile.ts';
import type { TableSchema } from '../../../core/schema.ts';
import { namesWith } from '../../../core/schema.ts';
import { orderColumns, rowsByUse } from '../../../core/setup-choices.ts';
import { count, plural } from '../../../ui/format.ts';
import { setupText } from '../../text/data-choose.ts';

/** "The first 1,200 rows are known; 240 of them are kept for testing; …" */
export function setupSentence(setup: OwnSetup, rows: number): string {
  const { known, test, learnt, stream, windows, rest } = rowsByUse(setup, rows);
  const { method } = setup.split;
  // Shares are kept class by class and group by group, so the sum is near, not exact.
  const near = method === 'group' || method === 'stratified';
  const number = near ? setupText.about : count;
  const { sentence } = setupText;
  return [
    sentence.known(setup.order.by === 'shuffle', plural(known, 'row')),
    sentence.test(number(test)),
    sentence.learnt(number(learnt)),
    sentence.stream(count(stream), plural(windows, 'window'), count(setup.windowRows), rest),
  ].join('; ');
}

/** A column called `shuffle` is no shuffle: names of columns are told apart by their beginning. */
const columnPrefix = 'column:';

export function orderOptions(schema: TableSchema): { value: string; label: string }[] {
  return [
    { value: 'file', label: setupText.orders.file },
    { value: 'shuffle', label: setupText.orders.shuffle },
    ...orderColumns(schema).map((name) => ({
      value: columnPrefix + name,
      label: setupText.orders.column(name),
    })),
  ];
}

export const orderValue = (order: RowOrder): string =>
  order.by === 'column' ? columnPrefix + order.column : order.by;

export function orderOf(value: string): RowOrder {
  if (value.startsWith(columnPrefix)) return { by: 'column', column: value.slice(columnPrefix.length) };
  return { by: value === 'file' ? 'file' : 'shuffle' };
}

/** Columns that could be predicted, the target first named. */
export const targetColumns = (schema: TableSchema): string[] =>
  schema.fields
    .filter(({ kind }) => ['number', 'integer', 'category', 'boolean'].includes(kind))
    .map(({ name }) => name);

/** Suspects among what the model would be told. */
export function openLeaks(schema: TableSchema, profile: Profile | null): LeakSuspect[] {
  const told = new Set(namesWith(schema, 'feature'));
  return (profile?.leaks ?? []).filter(({ columns }) => columns.every((name) => told.has(name)));
}
