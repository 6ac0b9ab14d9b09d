import { describe, expect, it } from 'vitest';
import multivariate from '../../../src/core/monitors/multivariate.ts';
import type { Figure } from '../../../src/core/monitoring/figure.ts';
import type { MonitorKnowledge, WindowView } from '../../../src/core/monitoring/monitor.ts';
import { Random } from '../../../src/core/random.ts';
import type { Table } from '../../../src/core/table.ts';
import { knowledge, view } from './monitors-help.ts';
import { smallTable } from '../monitoring/small.ts';

const features = ['a', 'b', 'c', 'd'];
const rows = 22_000;

/** a and b rise together, until row `from`, where b turns round. */
function rowsThatPart(seed: number, from: number): Table {
  const random = new Random(seed);
  const columns = features.map((name) => ({ name, kind: 'number' as const, values: new Float64Array(rows) }));
  for (let i = 0; i < rows; i++) {
    const a = random.normal();
    const tie = i < from ? 0.9 : -0.9;
    [a, tie * a + 0.436 * random.normal(), random.normal(), random.normal() ** 3].forEach(
      (value, j) => (columns[j]!.values[i] = value),
    );
  }
  return { rows, columns };
}

const base = view(smallTable(1200), 0, 100);
const look = (table: Table, from: number, to: number): WindowView => ({
  span: { from, to },
  rows: to - from,
  places: Int32Array.from({ length: to - from }, (_, i) => from + i),
  table,
  sample: (column) => base.sample(column),
  scores: base.scores,
  outputs: 1,
  thresholds: 0.5,
  truth: base.truth,
  latencies: [],
});

const known = (table: Table, changes: Partial<MonitorKnowledge> = {}): MonitorKnowledge =>
  knowledge(smallTable(1200), {
    features,
    reference: look(table, 0, 2000),
    windowRows: 500,
    seed: 3,
    ...changes,
  });

function figures(table: Table, windows: readonly number[], size = 500): Map<string, Figure>[] {
  const running = multivariate.begin(known(table))!;
  return windows.map((from) => {
    const found = new Map<string, Figure>();
    running(look(table, from, from + size), (key, figure) => void found.set(key, figure), false);
    return found;
  });
}

const keys = ['multivariate/pca', 'multivariate/domain', 'multivariate/mmd'];

describe('the multivariate monitor', () => {
  it('sees that a tie has turned round, and between which features', () => {
    const [before, after] = figures(rowsThatPart(1, 4000), [3000, 5000]);
    for (const key of keys) {
      expect(before!.get(key)!.pValue).toBeGreaterThan(1e-3);
      expect(after!.get(key)!.pValue).toBeLessThan(1e-5);
      expect(after!.get(key)!.value).toBeGreaterThan(after!.get(key)!.threshold);
      expect(before!.get(key)!.value).toBeLessThan(after!.get(key)!.threshold);
    }
    const share = (name: string): number => after!.get(`multivariate/domain-share/${name}`)!.value;
    expect(share('a') + share('b')).toBeGreaterThan(0.8);
    expect(features.reduce((sum, name) => sum + share(name), 0)).toBeCloseTo(1, 12);
  });

  it('has p-values that are even while nothing changes', () => {
    // Over several references, since what is odd about one of them stays in all its windows.
    const found = Array.from({ length: 20 }, (_, i) => i + 1).flatMap((seed) =>
      figures(
        rowsThatPart(seed, rows),
        Array.from({ length: 20 }, (_, i) => 2000 + i * 1000),
      ),
    );
    for (const key of keys) {
      const p = found.map((window) => window.get(key)!.pValue);
      expect(p.reduce((sum, value) => sum + value, 0) / p.length).toBeGreaterThan(0.42);
      expect(p.filter((value) => value < 0.05).length / p.length).toBeLessThan(0.1);
      expect(p.filter((value) => value < 0.001).length / p.length).toBeLessThan(0.008);
    }
  }, 120_000);

  it('finds the same again, whatever was looked at before', () => {
    const table = rowsThatPart(2, rows);
    const [, , third] = figures(table, [3000, 4000, 5000]);
    const [alone] = figures(table, [5000]);
    expect(alone).toEqual(third);
  });

  it('keeps quiet where there is nothing to compare, and bears short windows', () => {
    const table = rowsThatPart(2, rows);
    expect(multivariate.begin(known(table, { features: ['a'] }))).toBeNull();
    expect(multivariate.begin(known(table, { reference: look(table, 0, 10) }))).toBeNull();
    const [none, one, few] = [0, 1, 30].map((size) => figures(table, [3000], size)[0]!);
    expect(none!.size).toBe(0);
    expect(one!.get('multivariate/pca')!.n).toBe(1);
    expect(one!.has('multivariate/domain')).toBe(false);
    expect(few!.get('multivariate/mmd')!.pValue).toBeNaN();
  });
});
