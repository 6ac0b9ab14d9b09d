import { expect, test } from 'vitest';
import { streamDetectors } from '../../../src/core/concept-drift/index.ts';
import type { MonitorPlan } from '../../../src/core/monitoring/plan.ts';
import detectors from '../../../src/core/monitors/detectors.ts';
import type { WindowView } from '../../../src/core/monitoring/monitor.ts';
import { defaults } from '../../../src/core/params.ts';
import { binaryRows, knowing, numberRows, seen } from './world.ts';

const all = streamDetectors.all.map(({ id, params }) => ({ id, params: defaults(params) }));
const planOf = (plan: MonitorPlan): MonitorPlan => ({ ...plan, detectors: all });
const known = knowing(binaryRows(500, 1));
const watching = { ...known, plan: planOf(known.plan) };

/** The same rows as the `index`-th of windows of their size. */
const later = (window: WindowView, index: number): WindowView => ({
  ...window,
  places: window.places.map((place) => place + index * window.rows),
});

test('fires once labels lie, and tells nothing but how often', () => {
  const look = detectors.begin(watching);
  const calm = seen(look, binaryRows(2000, 2));
  const keys = all.map(({ id }) => `detectors/${id}`);
  expect([...calm.keys()]).toEqual(keys);
  expect(calm.get('detectors/adwin')).toMatchObject({ value: 0, n: 2000, threshold: 1 });
  const changed = seen(look, later(binaryRows(2000, 3, { flipped: 0.5 }), 1));
  for (const id of ['adwin', 'hddm-a', 'hddm-w', 'ddm', 'fhddm'])
    expect(changed.get(`detectors/${id}`)!.value).toBeGreaterThan(0);
  // A rule takes every figure of the family for a count.
  expect([...changed.keys()]).toEqual(keys);
});

test('goes on from window to window as if they were one, and begins anew with a new champion', () => {
  const rows = binaryRows(3000, 4, { flipped: 0.2 });
  const cut = (from: number, to: number): WindowView => ({
    ...rows,
    rows: to - from,
    places: rows.places.slice(from, to),
    truth: rows.truth.slice(from, to),
    scores: rows.scores.slice(from, to),
  });
  const fired = (windows: readonly WindowView[], look = detectors.begin(watching)) => {
    const found = windows.map((window) => seen(look, window));
    return all.map(({ id }) =>
      found.reduce((sum, figures) => sum + (figures.get(`detectors/${id}`)?.value ?? 0), 0),
    );
  };
  const whole = fired([rows]);
  expect(fired([cut(0, 700), cut(700, 701), cut(701, 3000)])).toEqual(whole);
  // Overlapping windows.
  expect(fired([cut(0, 1000), cut(500, 1500), cut(1500, 3000)])).toEqual(whole);
  expect(fired([rows])).toEqual(whole);
});

test('in a regression only those that take numbers look, at misses in their usual deviation', () => {
  const rows = numberRows(1000, 1);
  const setting = knowing(rows, { task: 'regression', classes: [] });
  const look = detectors.begin({ ...setting, plan: planOf(setting.plan) });
  const calm = seen(look, numberRows(1000, 2));
  expect([...calm.keys()]).toEqual(['detectors/adwin', 'detectors/kswin', 'detectors/page-hinkley']);
  expect(calm.get('detectors/adwin')!.value).toBe(0);
  expect(seen(look, later(numberRows(1000, 3, { flipped: 1 }), 1)).get('detectors/adwin')!.value).toBe(1);
});

test('without detectors or labels it has nothing to say', () => {
  expect(detectors.begin(known)).toBeNull();
  const window = binaryRows(50, 1);
  expect(seen(detectors.begin(watching), { ...window, truth: window.truth.map(() => NaN) }).size).toBe(0);
});
