import { describe, expect, it } from 'vitest';
import { beginAllowing, beginWithLabels, dependenceOf } from '../../../src/core/monitoring/allowing.ts';
import { isLifted } from '../../../src/core/monitoring/lifted-limit.ts';
import { bareFigure } from '../../../src/core/monitoring/figure.ts';
import {
  defineMonitor,
  type MonitorKnowledge,
  type WindowView,
} from '../../../src/core/monitoring/monitor.ts';
import { usualPlan } from '../../../src/core/monitoring/usual-plan.ts';
import { referenceView } from '../../../src/core/monitoring/view.ts';
import { monitors } from '../../../src/core/monitors/index.ts';
import { Random } from '../../../src/core/random.ts';
import type { Table } from '../../../src/core/table.ts';
import { knowing, seen } from '../monitors/world.ts';

const [rows, windowRows] = [3000, 100];
const past = 2000;

/** Two inputs, one word; `phi`: how much of a row is the row before. */
function world(phi: number, seed: number) {
  const random = new Random(seed);
  const series = (): Float64Array => {
    let last = random.normal();
    return Float64Array.from(
      { length: rows },
      () => (last = phi * last + Math.sqrt(1 - phi ** 2) * random.normal()),
    );
  };
  const [x, y, z] = [series(), series(), series()];
  const table: Table = {
    rows,
    columns: [
      { name: 'x', kind: 'number', values: x },
      { name: 'y', kind: 'number', values: y },
      {
        name: 'half',
        kind: 'category',
        codes: Int32Array.from(z, (value) => Number(value > 0)),
        levels: ['low', 'high'],
      },
    ],
  };
  const logits = x.map((value, i) => 1.5 * value + y[i]!);
  const truth = logits.map((value) => Number(random.uniform() < 1 / (1 + Math.exp(-value))));
  const scores = (places: Int32Array) =>
    Float32Array.from(places, (row) => 1 / (1 + Math.exp(-logits[row]!)));
  const view = (from: number, to: number): WindowView =>
    referenceView({ from, to }, table, truth, 1, 0.5, scores);
  const windows = Array.from({ length: (rows - past) / windowRows }, (_, i) =>
    view(past + i * windowRows, past + (i + 1) * windowRows),
  );
  const known: MonitorKnowledge = knowing(view(0, past), {
    features: ['x', 'y', 'half'],
    windowRows,
    plan: usualPlan('binary', []),
  });
  return { known, windows };
}

const allowing = monitors.all.filter(({ independentRows }) => independentRows);

describe('monitors whose p take rows for independent', () => {
  it('are those that compare rows', () => {
    expect(allowing.map(({ id }) => id)).toEqual([
      'drift',
      'estimated',
      'performance',
      'prediction',
      'quality',
      'slices',
      'target',
    ]);
  });

  it('say hardly anything new of rows that are independent', () => {
    const { known, windows } = world(0, 1);
    let [same, all] = [0, 0];
    for (const monitor of allowing)
      for (const window of windows) {
        const bare = seen(monitor.begin(known), window);
        for (const [key, figure] of seen(beginAllowing(monitor, known), window)) {
          all++;
          expect({ ...figure, pValue: 0, threshold: 0 }).toEqual({
            ...bare.get(key),
            pValue: 0,
            threshold: 0,
          });
          if (Object.is(figure.pValue, bare.get(key)!.pValue)) same++;
        }
      }
    expect(same / all).toBeGreaterThan(0.95);
  });

  it.each(['drift', 'prediction', 'target', 'estimated'])(
    'take rows that follow one another for fewer: %s',
    (id) => {
      const monitor = monitors.get(id);
      let [without, within, all] = [0, 0, 0];
      for (const seed of [1, 2, 3]) {
        const { known, windows } = world(0.95, seed);
        const [bare, look] = [monitor.begin(known), beginAllowing(monitor, known)];
        for (const window of windows) {
          const before = seen(bare, window);
          for (const [key, { pValue, value, threshold }] of seen(look, window)) {
            if (Number.isNaN(pValue)) continue;
            all++;
            if (before.get(key)!.pValue < 0.01) without++;
            if (pValue < 0.01) within++;
            // What the figure is called agrees with its chance, and that its own limit was lifted can be told.
            else if (id !== 'estimated' && key !== 'drift/share') {
              expect(value).toBeLessThan(threshold);
              const beyond = value >= before.get(key)!.threshold;
              expect(isLifted(value, threshold)).toBe(beyond && value > 0);
            }
          }
        }
      }
      expect(without / all).toBeGreaterThan(0.1);
      expect(within / all).toBeLessThan(0.05);
    },
  );

  const learnt = (known: MonitorKnowledge) => {
    const drift = monitors.get('drift');
    return dependenceOf(drift, known, drift.begin(known)!);
  };
  it('learn by figure, from the order of the reference alone', () => {
    const { known } = world(0.95, 4);
    const found = learnt(known);
    expect(found.get('drift/kolmogorov-smirnov/x')!.effect).toBeGreaterThan(5);
    expect(found.get('drift/chi-square/half')!.effect).toBeGreaterThan(3);
    const { known: shuffled } = world(0, 4);
    expect(learnt(shuffled).size).toBeLessThan(4);
  });
});

describe('the allowance for what is expected of answers', () => {
  it('is about that of an estimator learnt from the reference itself', () => {
    const monitor = monitors.get('estimated');
    const ratios: number[] = [];
    for (let seed = 1; seed <= 8; seed++) {
      const { known } = world(0.95, seed);
      const other = { ...known, unseen: world(0.95, seed + 50).known.reference };
      const begun = (of: MonitorKnowledge) => {
        const look = monitor.begin(of)!;
        return dependenceOf(monitor, of, look).get('estimated/accuracy')!.effect;
      };
      ratios.push(begun(other) / begun(known));
    }
    ratios.sort((a, b) => a - b);
    expect(ratios[0]).toBeGreaterThan(0.6);
    expect(ratios.at(-1)).toBeLessThan(1.6);
    expect(Math.abs((ratios[3]! + ratios[4]!) / 2 - 1)).toBeLessThan(0.2);
  });
});

describe('what is not to be allowed for', () => {
  const { known, windows } = world(0.95, 5);
  const monitor = defineMonitor({
    id: 'one',
    label: 'One',
    about: '',
    needs: 'rows',
    begin: () => (_, put) => put('one/p', bareFigure(1, 1, { pValue: 1e-9 })),
  });
  it('stays as it is', () => {
    expect(seen(beginAllowing(monitor, known), windows[0]!).get('one/p')!.pValue).toBe(1e-9);
  });
  it('is nothing where a monitor does not apply, or the reference is too short', () => {
    const off = { ...monitor, independentRows: true, begin: () => null };
    expect(beginAllowing(off, known)).toBeNull();
    const short = { ...known, reference: windows[0]!, windowRows: 1000 };
    const few = { ...short, reference: { ...windows[0]!, rows: 20 } };
    expect(dependenceOf(monitor, few, monitor.begin(known)!).size).toBe(0);
    const none = Object.assign(monitor.begin(known)!, { against: () => null });
    expect(dependenceOf(monitor, known, none).size).toBe(0);
  });
});

describe('monitors that need labels', () => {
  const { known, windows } = world(0.5, 9);
  it.each(monitors.all.filter(({ needs }) => needs === 'labels').map(({ id }) => id))(
    'say the same when they begin with the first of them: %s',
    (id) => {
      const [now, later] = [beginAllowing(monitors.get(id), known), beginWithLabels(monitors.get(id), known)];
      for (const window of windows.slice(0, 3)) expect(seen(later, window)).toEqual(seen(now, window));
    },
  );
  it('begin once, at once, so that what is wrong with them is known from the first window on', () => {
    let begun = 0;
    const monitor = defineMonitor({
      id: 'one',
      label: 'One',
      about: '',
      needs: 'labels',
      begin() {
        begun++;
        return null;
      },
    });
    expect(beginWithLabels(monitor, known)).toBeNull();
    expect(begun).toBe(1);
  });
});

describe('what windows are compared with', () => {
  const { known } = world(0.9, 6);
  it.each(allowing.map(({ id }) => id))('is the reference, or can be told to be it: %s', (id) => {
    let asked = false;
    const begun = monitors.get(id).begin({
      ...known,
      get unseen() {
        asked = true;
        return known.unseen;
      },
    });
    expect(begun !== null || id === 'slices').toBe(true);
    if (begun) expect('against' in begun).toBe(asked);
  });
  const slices = [
    { by: 'values' as const, features: ['half'], fixed: {} },
    { by: 'bins' as const, feature: 'x', bins: 3, how: 'quantile' as const },
  ];
  const sliced = { ...known, plan: { ...known.plan, slices } };
  const elsewhere = { ...sliced, unseen: world(0, 7).known.unseen };
  const { windows } = world(0, 8);

  it.each(['performance', 'prediction', 'slices'])('decides p alone: %s', (id) => {
    const here = monitors.get(id).begin(sliced);
    const there = monitors.get(id).begin(elsewhere)?.against?.(known.unseen) ?? null;
    let alike = 0;
    for (const window of windows.slice(0, 3)) {
      const wanted = seen(here, window);
      for (const [key, { pValue }] of seen(there, window)) {
        // Bins are those of other rows, so their slices are others.
        if (id === 'slices' && key.includes('x')) continue;
        expect(pValue).toBe(wanted.get(key)!.pValue);
        alike++;
      }
    }
    expect(alike).toBeGreaterThan(2);
  });
  it('has the slices that windows have, whatever rows their bins are of', () => {
    const look = monitors.get('slices').begin(elsewhere)!;
    const keys = [...seen(look, windows[0]!).keys()];
    expect(keys).toHaveLength(5);
    expect([...seen(look.against!(known.unseen), windows[0]!).keys()].sort()).toEqual(keys.sort());
  });
});
