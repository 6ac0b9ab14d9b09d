// What a change comes to is worked out on the page while a slider moves: it must not wait for it, however long the table.

import { expect, test } from 'vitest';
import { featureOrder } from '../../../src/core/injecting/feature-order.ts';
import { suggested } from '../../../src/core/injecting/suggested.ts';
import type { InjectionKnowledge } from '../../../src/core/injection.ts';
import { injectionKinds } from '../../../src/core/injections/index.ts';
import type { Table } from '../../../src/core/table.ts';
import { truthOf } from '../../../src/core/target.ts';
import { previewOf } from '../../../src/pages/monitor/change/preview.ts';

const rows = 340_000;
const known: InjectionKnowledge = {
  target: { column: 'late', positive: 'yes' },
  task: 'binary',
  classes: ['no', 'yes'],
  features: ['distance', 'departure', 'carrier'],
  historyRows: 30_000,
};
/** Flights without chance: the same rows in every run. */
const table: Table = {
  rows,
  columns: [
    {
      name: 'distance',
      kind: 'number',
      values: Float64Array.from({ length: rows }, (_, i) => 100 + ((i * 7919) % 4000) / 3),
    },
    {
      name: 'departure',
      kind: 'number',
      values: Float64Array.from({ length: rows }, (_, i) => (i * 31) % 1440),
    },
    {
      name: 'carrier',
      kind: 'category',
      levels: ['AA', 'B6', 'DL', 'UA'],
      codes: Int32Array.from({ length: rows }, (_, i) => (i * 13) % 4),
    },
    {
      name: 'late',
      kind: 'category',
      levels: ['no', 'yes'],
      codes: Int32Array.from({ length: rows }, (_, i) => Number((i * 31) % 1440 > 1000)),
    },
  ],
};
/** Milliseconds of computing: other work on the machine does not count. The best of three has the code compiled. */
function computing(work: () => unknown): number {
  return Math.min(
    ...[0, 1, 2].map(() => {
      const before = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    }),
  );
}
const boundMs = 50;

test.each(injectionKinds.all.map(({ id }) => id))(
  '%s on 340,000 rows is shown within a frame or two',
  (id) => {
    const kind = injectionKinds.get(id);
    const order = featureOrder(table, known);
    const params = suggested(kind, table, known, order);
    if (!params) throw new Error('It cannot be made on flights.');
    const wish = { kind: id, params, course: 'sudden' as const, overRows: 0 };
    const ms = computing(() =>
      expect(previewOf(table, wish, { from: rows - 1000, to: rows }, known, 1)).not.toBeNull(),
    );
    expect(ms).toBeLessThan(boundMs);
  },
);

test('the order of the features and the answers, too', () => {
  expect(computing(() => featureOrder(table, known))).toBeLessThan(boundMs);
  const answers = () => truthOf(table, known.target, known.task, known.classes);
  expect(computing(answers)).toBeLessThan(boundMs);
});
