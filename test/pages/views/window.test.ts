import { expect, it } from 'vitest';
import type { WindowRecord } from '../../../src/core/records.ts';
import { windowAt } from '../../../src/pages/views/window.ts';

const record = (index: number): WindowRecord => ({
  v: 1,
  projectId: 'p',
  index,
  span: { from: index * 10, to: index * 10 + 10 },
  modelVersionId: 'p/v1',
  scores: new Float32Array(10),
  outputs: 1,
  drift: {},
  latencyMs: 1,
  performance: null,
});

it('finds a window by its number, also behind a gap that a damaged record left', () => {
  const windows = [record(0), record(2), record(3)];
  expect(windowAt(windows, 2)?.index).toBe(2);
  expect(windowAt(windows, 3)?.span).toEqual({ from: 30, to: 40 });
  expect(windowAt(windows, 1)).toBeUndefined();
});
