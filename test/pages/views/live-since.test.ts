import { expect, it } from 'vitest';
import type { LedgerKind, LedgerLine } from '../../../src/core/records.ts';
import { liveSince, whenOf } from '../../../src/pages/views/live-since.ts';

const line = (kind: LedgerKind, windowIndex: number): LedgerLine => ({
  v: 1,
  projectId: 'p',
  seq: windowIndex + 1,
  at: 0,
  kind,
  windowIndex,
  modelVersionId: 'p/v1',
  previousId: null,
  runId: null,
  alertId: null,
  reason: '',
});
const clock = { total: 10, windowLabel: (index: number) => `day ${index + 1}` };

it('names the first window that a version answers, in the ledger as beside the version', () => {
  const promoted = line('promoted', 4);
  expect(liveSince([promoted], clock)).toBe('live since day 5');
  expect(whenOf(promoted, clock)).toBe('from day 5 on');
  expect(whenOf(line('rolled-back', 4), clock)).toBe('from day 5 on');
  // What only looks back names the last window that it knew.
  expect(whenOf(line('alarm', 4), clock)).toBe('after day 4');
});
it('knows the beginning and the end', () => {
  expect(liveSince([line('promoted', 0)], clock)).toBe('live since the stream began');
  expect(whenOf(line('promoted', 0), clock)).toBe('before the stream');
  expect(liveSince([line('promoted', 10)], clock)).toBe('has answered nothing since: the stream is over');
  expect(whenOf(line('promoted', 10), clock)).toBe('after the last window');
});
