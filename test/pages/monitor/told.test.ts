import { expect, test } from 'vitest';
import type { Episode } from '../../../src/core/alerting/episodes.ts';
import type { Injection } from '../../../src/core/injection.ts';
import { toldOf } from '../../../src/pages/monitor/change/told.ts';

const stream = { trainRows: 100, windowRows: 10 };
const change: Injection = {
  id: 'c',
  kind: 'break-sensor',
  params: {},
  course: 'sudden',
  overRows: 0,
  fromRow: 100 + 41 * 10,
  toRow: null,
};
const said = (windowIndex: number, words: string): Episode => ({
  alert: {
    v: 1,
    id: words,
    projectId: 'p',
    rule: 'rule',
    params: {},
    windowIndex,
    modelVersionId: 'v1',
    metric: '',
    value: 1,
    level: NaN,
    threshold: 0,
    evidence: [],
    raisedAt: 0,
    words,
  },
  cleared: null,
  note: null,
  snoozedUntil: null,
});

test('the first alert since the change counts, whichever was written first', () => {
  const told = toldOf(change, [said(12, 'before'), said(44, 'later'), said(42, 'salary')], 46, stream);
  expect(told?.alert?.words).toBe('salary');
  expect(told?.windows).toBe(1);
});
test('nothing is said of an alert from before it, and windows are counted', () => {
  expect(toldOf(change, [said(40, 'before')], 44, stream)).toEqual({ alert: null, windows: 3 });
});
test('before a window with the change has passed there is nothing to tell', () => {
  expect(toldOf(change, [], 41, stream)).toBeNull();
});
test('a slider that was moved does not start the count anew; an alert after its end is another matter', () => {
  const moved = { ...change, since: change.fromRow, fromRow: change.fromRow + 30 };
  expect(toldOf(moved, [said(43, 'salary')], 46, stream)?.windows).toBe(2);
  expect(
    toldOf({ ...change, toRow: change.fromRow + 20 }, [said(44, 'later')], 46, stream)?.alert,
  ).toBeNull();
});
