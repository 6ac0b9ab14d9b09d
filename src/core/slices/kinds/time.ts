import { defineSliceKind, type Partition } from '../../slice.ts';
import type { NumberColumn, Table } from '../../table.ts';
import { checkParts } from '../partitions.ts';

const timeColumn = (table: Table): NumberColumn | null =>
  table.columns.find((column): column is NumberColumn => column.kind === 'time') ?? null;

/**
 * Equal stretches of the rows in their order; lengths differ by one row at most. They are called by their number and the
 * days of their first and last row.
 */
export default defineSliceKind({
  id: 'time',
  label: 'Time',
  about: 'The rows in their order, cut into stretches of equal length.',
  partition: ({ periods }, { table, rows, most }): Partition => {
    checkParts(periods, most, 'periods');
    const n = rows.length;
    const parts = Math.min(periods, n);
    const codes = Int32Array.from(rows, (_, place) => Math.floor((place * parts) / n));
    const times = timeColumn(table)?.values;
    const day = (place: number): string => {
      const time = times?.[rows[place]!] ?? NaN;
      return Number.isNaN(time) ? '' : new Date(time).toISOString().slice(0, 10);
    };
    const keys = Array.from({ length: parts }, (_, part) => {
      const from = Math.ceil((part * n) / parts);
      const to = Math.ceil(((part + 1) * n) / parts) - 1;
      const [first, last] = [day(from), day(to)];
      const name = `${part + 1} of ${parts}`;
      return [
        ['period', first && last ? `${name}: ${first === last ? first : `${first} to ${last}`}` : name],
      ] as const;
    });
    return { codes, keys };
  },
  matches: (_, key) => key.length === 1 && key[0]![0] === 'period',
  arity: () => 1,
  words: ({ periods }) => `${periods} equal stretches of time`,
});
