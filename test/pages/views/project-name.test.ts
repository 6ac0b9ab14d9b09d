import { expect, it } from 'vitest';
import type { LedgerLine } from '../../../src/core/records.ts';
import { nameOf } from '../../../src/pages/views/project-name.ts';

const line = (kind: LedgerLine['kind'], windowIndex: number): LedgerLine => ({
  v: 1,
  projectId: 'p',
  seq: windowIndex + 1,
  at: 0,
  kind,
  windowIndex,
  modelVersionId: null,
  previousId: null,
  runId: null,
  alertId: null,
  reason: '',
});

it('is the scene, and of a branch the window from which it goes on, of the last one', () => {
  expect(nameOf('Bikes', [line('started', 0)])).toBe('Bikes');
  expect(nameOf('Bikes', [line('started', 0), line('branched', 35), line('alarm', 40)])).toBe(
    'Bikes, from window 36 on',
  );
  expect(nameOf('Bikes', [line('branched', 35), line('branched', 50)])).toBe('Bikes, from window 51 on');
});
