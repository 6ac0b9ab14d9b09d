import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alarmRules } from '../../src/core/alerts/index.ts';
import type { Alert, LedgerLine, ModelVersion, WindowRecord } from '../../src/core/records.ts';
import { alarmWindows, alertOf, judgeable, labelledWindows, recoveredAt } from '../../src/core/watch.ts';

function window(index: number, value: number | null, modelVersionId = 'p/v1'): WindowRecord {
  return {
    v: 1,
    projectId: 'p',
    index,
    span: { from: index * 10, to: index * 10 + 10 },
    modelVersionId,
    scores: new Float32Array(10),
    outputs: 1,
    drift: {},
    latencyMs: 1,
    performance: value === null ? null : { accuracy: { value, low: value, high: value, n: 10 } },
  };
}

const promoted = (
  seq: number,
  id: string,
  windowIndex: number,
  kind: LedgerLine['kind'] = 'promoted',
): LedgerLine => ({
  v: 1,
  projectId: 'p',
  seq,
  at: seq,
  kind,
  windowIndex,
  modelVersionId: id,
  previousId: null,
  runId: null,
  alertId: null,
  reason: '',
});

const champion = {
  id: 'p/v1',
  number: 1,
  metric: 'accuracy',
  level: { value: 0.9, low: 0.88, high: 0.92, n: 200 },
} as Partial<ModelVersion> as ModelVersion;
const settings = { rule: 'metric-below-level', params: { margin: 0.1, windows: 3 } };
const rule = alarmRules.get(settings.rule);
const at = { projectId: 'p', now: 5 };

describe('labels', () => {
  it('arrive after the delay, and a window is judged once', () => {
    const windows = [window(0, 0.9), window(1, null), window(2, null), window(3, null)];
    expect(judgeable(windows, 4, 2).map((w) => w.index)).toEqual([1]);
    expect(judgeable(windows, 4, 0).map((w) => w.index)).toEqual([1, 2, 3]);
    expect(labelledWindows(windows)).toBe(1);
  });
  it('never reveal a window within the delay', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (passed, delay) => {
        const windows = Array.from({ length: passed }, (_, i) => window(i, null));
        const known = judgeable(windows, passed, delay);
        expect(known.length).toBe(Math.max(0, passed - delay));
      }),
    );
  });
});

describe('the alarm', () => {
  const low = [0, 1, 2, 3].map((i) => window(i, i === 0 ? 0.9 : 0.6));
  it('fires on k windows in a row and carries its evidence', () => {
    const alert = alertOf(rule, settings, champion, 'higher', low, at);
    expect(alert?.windowIndex).toBe(3);
    expect(alert?.threshold).toBeCloseTo(0.8);
    expect(alert?.evidence.map((item) => item.index)).toEqual([1, 2, 3]);
  });
  it('stays silent one window earlier', () => {
    expect(alertOf(rule, settings, champion, 'higher', low.slice(0, 3), at)).toBeNull();
  });
  it('looks only at the champion since it was deployed, and needs fresh evidence after an alarm', () => {
    const ledger = [promoted(1, 'p/v1', 0), promoted(2, 'p/v2', 2), promoted(3, 'p/v1', 4, 'rolled-back')];
    const windows = [
      window(0, 0.5),
      window(1, 0.5),
      window(2, 0.5, 'p/v2'),
      window(3, 0.5, 'p/v2'),
      window(4, 0.5),
      window(5, 0.5),
    ];
    expect(alarmWindows(windows, ledger, [], 'p/v1').map((w) => w.index)).toEqual([4, 5]);
    const alert = {
      modelVersionId: 'p/v1',
      evidence: [{ index: 4, value: 0.5, n: 10 }],
    } as Partial<Alert> as Alert;
    expect(alarmWindows(windows, ledger, [alert], 'p/v1').map((w) => w.index)).toEqual([5]);
  });
});

describe('an alarm', () => {
  const alert = {
    modelVersionId: 'p/v1',
    metric: 'accuracy',
    threshold: 0.8,
    evidence: [{ index: 3, value: 0.6, n: 10 }],
  } as Partial<Alert> as Alert;
  const after = (...values: number[]) => [
    ...[0, 1, 2].map((i) => window(i, 0.9)),
    window(3, 0.6),
    ...values.map((value, i) => window(4 + i, value)),
  ];
  it('is over with the third window in a row that is as good as it asked for', () => {
    expect(recoveredAt(alert, 'higher', after(0.9, 0.8, 0.9, 0.9))).toBe(6);
    expect(recoveredAt(alert, 'higher', after(0.9, 0.9, 0.7, 0.9, 0.9, 0.9))).toBe(9);
    expect(recoveredAt(alert, 'higher', after(0.9, 0.9))).toBeNull();
    expect(recoveredAt(alert, 'lower', after(0.7, 0.8, 0.1))).toBe(6);
  });
  it('goes on while nobody knows how good the windows are, and whatever other versions do', () => {
    expect(recoveredAt(alert, 'higher', after(0.9, NaN, 0.9, 0.9))).toBeNull();
    const others = [4, 5, 6].map((i) => window(i, 0.9, 'p/v2'));
    expect(recoveredAt(alert, 'higher', [...after(), ...others])).toBeNull();
    expect(recoveredAt(alert, 'higher', [window(4, null), window(5, 0.9), window(6, 0.9)])).toBeNull();
  });
});
