import { expect, test } from 'vitest';
import { errorsAround, fewestErrors, type ErrorSource } from '../../../src/core/alert-lab/stream-errors.ts';
import type { Injection } from '../../../src/core/injection.ts';
import type { Alert, WindowRecord } from '../../../src/core/records.ts';

const windowRows = 40;
const rows = 20 * windowRows;
const truth = Float64Array.from({ length: rows }, (_, row) => row % 2);
/** Wrong in every tenth row, from `turn` on in every second. */
const wrong = (row: number, turn: number): boolean => (row >= turn ? row % 4 < 2 : row % 10 === 0);

const windowAt = (index: number, turn: number, part: Partial<WindowRecord> = {}): WindowRecord => {
  const from = index * windowRows;
  return {
    v: 1,
    projectId: 'p',
    index,
    span: { from, to: from + windowRows },
    modelVersionId: 'p/v1',
    scores: Float32Array.from({ length: windowRows }, (_, i) =>
      wrong(from + i, turn) === (truth[from + i] === 1) ? 0.2 : 0.8,
    ),
    outputs: 1,
    drift: {},
    latencyMs: 1,
    performance: { accuracy: { value: 0.9, low: 0.8, high: 1, n: windowRows } },
    ...part,
  };
};
const stream = (turn: number, count = 20): WindowRecord[] =>
  Array.from({ length: count }, (_, index) => windowAt(index, turn));
const change = (fromRow: number, part: Partial<Injection> = {}): Injection => ({
  id: `c${fromRow}`,
  kind: 'shift-mean',
  params: {},
  course: 'sudden',
  overRows: 0,
  fromRow,
  toRow: null,
  ...part,
});
const alertAt = (windowIndex: number): Alert => ({
  v: 1,
  id: `a${windowIndex}`,
  projectId: 'p',
  rule: 'below-level',
  params: {},
  windowIndex,
  modelVersionId: 'p/v1',
  metric: 'accuracy',
  value: 0.5,
  level: 0.9,
  threshold: 0.8,
  evidence: [],
  raisedAt: 0,
});
const around = (part: Partial<ErrorSource>) =>
  errorsAround({
    windows: stream(400),
    truth,
    task: 'binary',
    thresholdOf: () => 0.5,
    changes: [],
    alerts: [],
    ...part,
  });
const share = (errors: Float64Array): number => errors.reduce((sum, x) => sum + x, 0) / errors.length;

test('what the model got wrong before and after an injected change', () => {
  const found = around({ changes: [change(400)] })!;
  expect([found.before.length, found.after.length]).toEqual([400, 400]);
  expect([share(found.before), share(found.after)]).toEqual([0.1, 0.5]);
  expect(found).toMatchObject({ at: 400, by: 'change', change: { course: 'sudden', overRows: 0 } });
});

test('without one around the newest alarm, from its window on', () => {
  const found = around({ alerts: [alertAt(4), alertAt(10)] })!;
  expect(found).toMatchObject({ at: 400, by: 'alarm', change: null });
  expect([share(found.before), share(found.after)]).toEqual([0.1, 0.5]);
});

test('a change is known better than an alarm that followed it', () => {
  expect(around({ changes: [change(400)], alerts: [alertAt(12)] })!.at).toBe(400);
});

test('the newest change counts that has enough labels on both sides; rows of the one before it are no "before"', () => {
  const changes = [change(200), change(500), change(790), change(2000)];
  const found = around({ changes })!;
  expect(found.at).toBe(500);
  expect([found.before.length, found.after.length]).toEqual([300, 300]);
  expect(around({ changes: [change(20)] })).toBeNull();
  expect(around({ changes: [change(400)], windows: [] })).toBeNull();
});

test('rows without a label, and windows whose labels are still to come, are left out', () => {
  const some = truth.map((answer, row) => (row % 4 === 3 ? NaN : answer));
  const windows = stream(400).map((window) =>
    window.index < 15 ? window : { ...window, performance: null },
  );
  const found = around({ truth: some, windows, changes: [change(400)] })!;
  expect([found.before.length, found.after.length]).toEqual([300, 150]);
  expect(around({ truth: truth.map(() => NaN), changes: [change(400)] })).toBeNull();
});

test('only of the version that answered when it changed', () => {
  const windows = stream(400).map((window) => ({
    ...window,
    modelVersionId: window.index < 3 ? 'p/v0' : window.index < 16 ? 'p/v1' : 'p/v2',
  }));
  const found = around({ windows, changes: [change(400)] })!;
  expect([found.before.length, found.after.length]).toEqual([280, 240]);
});

test('of a slow change only what is whole, where that is enough', () => {
  const at = (overRows: number) => around({ changes: [change(400, { course: 'gradual', overRows })] })!;
  expect(at(200).after.length).toBe(200);
  expect(at(400 - fewestErrors + 1).after.length).toBe(400);
  expect(at(200).change).toEqual({ course: 'gradual', overRows: 200 });
  const turns = around({ changes: [change(400, { course: 'recurring', overRows: 100 })] })!;
  expect(turns.after.length).toBe(100);
});

test('of a change that a person ended only while it held, and of a moved one from its beginning', () => {
  expect(around({ changes: [change(400, { toRow: 600 })] })!.after.length).toBe(200);
  expect(around({ changes: [change(600, { since: 400 })] })!.at).toBe(400);
});

test('answers go by the threshold of the version that gave them', () => {
  const found = around({ changes: [change(400)], thresholdOf: () => 0.9 })!;
  // All are answered with no: every second is wrong.
  expect(share(found.before)).toBe(0.5);
});

test('misses of a regression in their usual deviation before the change', () => {
  const windows = stream(400).map((window) => ({
    ...window,
    scores: window.scores.map(
      (_, i) => truth[window.span.from + i]! + (window.span.from + i < 400 ? i % 2 : 6),
    ),
  }));
  const found = around({ task: 'regression', windows, changes: [change(400)] })!;
  expect(share(found.before)).toBeCloseTo(0, 6);
  // Usual: 0 or 1, so half with a deviation of half.
  expect(share(found.after)).toBeCloseTo(11, 1);
});
