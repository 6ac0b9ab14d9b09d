import { describe, expect, it } from 'vitest';
import { usualMeasures } from '../../../src/core/drifting/usual-measures.ts';
import type { MonitorKnowledge } from '../../../src/core/monitoring/monitor.ts';
import type { WatchedTable } from '../../../src/core/monitoring/session.ts';
import { usualPlan } from '../../../src/core/monitoring/usual-plan.ts';
import drift from '../../../src/core/monitors/drift.ts';
import { isCategory } from '../../../src/core/table.ts';
import { smallTable } from '../monitoring/small.ts';
import { figuresOf, knowledge, view } from './monitors-help.ts';

const watched = smallTable(3000);
const plan = usualPlan('binary', []);
const known = (changes: Partial<MonitorKnowledge> = {}) => knowledge(watched, { plan, ...changes });
const moved: WatchedTable = {
  ...watched,
  table: {
    ...watched.table,
    columns: watched.table.columns.map((column) =>
      column.name === 'a' && !isCategory(column)
        ? { ...column, values: column.values.map((v) => v + 1) }
        : column,
    ),
  },
};

describe('drift of features', () => {
  it('has a figure of each measure that a feature is for, with p and threshold', () => {
    const found = figuresOf(drift.begin(known()), view(watched, 1000, 1200));
    const of = (feature: string) =>
      [...found.keys()].filter((key) => key.endsWith(`/${feature}`)).map((key) => key.split('/')[1]);
    const kinds = (kind: 'number' | 'category') =>
      usualMeasures.filter((measure) => measure.kinds.includes(kind)).map(({ id }) => id);
    expect(of('a')).toEqual(kinds('number'));
    expect(of('colour')).toEqual(kinds('category'));
    for (const [key, { pValue, threshold, n }] of found) {
      expect(pValue, key).toBeGreaterThan(1e-4);
      expect(threshold, key).toBeGreaterThan(0);
      expect(n).toBe(200);
    }
    expect(found.get('drift/share')?.value).toBe(0);
  });

  it('finds the feature that moved, by every measure, and says how many did', () => {
    const found = figuresOf(drift.begin(known()), view(moved, 1000, 1200));
    for (const [key, { value, threshold, pValue }] of found)
      if (key.endsWith('/a')) {
        expect(value, key).toBeGreaterThanOrEqual(threshold);
        expect(pValue, key).toBeLessThan(1e-6);
      } else if (key !== 'drift/share') expect(value, key).toBeLessThan(threshold);
    expect(found.get('drift/share')?.value).toBe(0.25);
    expect(found.get('drift/share')?.pValue).toBeLessThan(1e-6);
  });

  it('takes the quick measures of many features, leaves out what it does not know, and needs rows', () => {
    const many = known({ features: new Array<string>(41).fill('a') });
    const names = new Set([...figuresOf(drift.begin(many), view(watched, 1000, 1200)).keys()]);
    expect([...names]).toEqual(['drift/kolmogorov-smirnov/a', 'drift/psi/a', 'drift/share']);
    const unknown = { ...plan, measures: [{ id: 'no-such', params: {} }] };
    expect(drift.begin(known({ plan: unknown }))).toBeNull();
    const empty = { ...known().reference, rows: 0 };
    expect(drift.begin(known({ reference: empty }))).toBeNull();
  });

  it('passes over a feature that became words', () => {
    const { table } = watched;
    const colour = table.columns.find(({ name }) => name === 'colour')!;
    const columns = table.columns.map((column) => (column.name === 'a' ? { ...colour, name: 'a' } : column));
    const found = figuresOf(
      drift.begin(known()),
      view({ ...watched, table: { ...table, columns } }, 1000, 1200),
    );
    expect([...found.keys()].some((key) => key.endsWith('/a'))).toBe(false);
    expect(found.get('drift/share')?.value).toBe(0);
  });
});
