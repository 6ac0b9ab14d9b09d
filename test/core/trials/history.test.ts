import { describe, expect, it } from 'vitest';
import type { LedgerKind, LedgerLine } from '../../../src/core/records.ts';
import type { TrialMove, TrialPlan } from '../../../src/core/trial.ts';
import { endedBy, trialAt, trialsOf } from '../../../src/core/trials/history.ts';

const plan: TrialPlan = {
  kind: 'canary',
  shares: [0.1, 0.5],
  rowsPerStep: 50,
  margin: 0.05,
  alpha: 0.05,
  automatic: true,
  maxWindows: 20,
  seed: 1,
};
type Told = readonly [kind: LedgerKind, version: string, windowIndex: number, trial?: Partial<TrialMove>];
const told = (...lines: readonly Told[]): LedgerLine[] =>
  lines.map(([kind, modelVersionId, windowIndex, trial], i) => ({
    v: 1,
    projectId: 'p',
    seq: i + 1,
    at: i,
    kind,
    windowIndex,
    modelVersionId,
    previousId: null,
    runId: null,
    alertId: null,
    reason: `line ${i + 1}`,
    ...(trial ? { trial: { plan, step: 0, share: 0.1, ...trial } } : {}),
  }));
const begun = told(
  ['promoted', 'v1', 0],
  ['trained', 'v2', 4],
  ['trial-started', 'v2', 5, {}],
  ['trial-widened', 'v2', 9, { step: 1, share: 0.5 }],
);
const after = (kind: LedgerKind, version: string, trial?: Partial<TrialMove>): LedgerLine[] => [
  ...begun,
  ...told([kind, version, 12, trial]).map((line) => ({ ...line, seq: 5 })),
];

describe('the trial that runs', () => {
  it('is read from the ledger at any moment', () => {
    expect(trialAt(begun, 4)).toBeNull();
    expect(trialAt(begun, 5)).toEqual({ plan, challengerId: 'v2', begun: 5, from: 5, step: 0, share: 0.1 });
    expect(trialAt(begun, 8)).toMatchObject({ step: 0, share: 0.1 });
    expect(trialAt(begun, 9)).toEqual({ plan, challengerId: 'v2', begun: 5, from: 9, step: 1, share: 0.5 });
    expect(trialAt(begun)).toEqual(trialAt(begun, 9));
  });

  it.each([
    ['trial-ended', 'v2', { outcome: 'undecided' }, 'undecided'],
    ['trial-ended', 'v2', {}, 'stopped'],
    ['promoted', 'v2', undefined, 'promoted'],
    ['promoted', 'v3', undefined, 'displaced'],
    ['rolled-back', 'v1', undefined, 'displaced'],
    ['kept', 'v2', undefined, 'turned-down'],
  ] as const)('ends with %s of %s', (kind, version, trial, outcome) => {
    const lines = after(kind, version, trial);
    expect(trialAt(lines)).toBeNull();
    expect(trialAt(lines, 11)?.step).toBe(1);
    expect(trialsOf(lines)).toHaveLength(1);
    expect(trialsOf(lines)[0]).toMatchObject({
      challengerId: 'v2',
      championId: 'v1',
      steps: [
        { from: 5, step: 0, share: 0.1 },
        { from: 9, step: 1, share: 0.5 },
      ],
      end: { at: 12, outcome, reason: 'line 1' },
    });
  });

  it.each(['alarm', 'compared', 'setting-changed', 'aliased'] as const)('goes on after %s', (kind) => {
    expect(trialAt(after(kind, 'v2'))?.step).toBe(1);
  });

  it('goes on when another version is turned down or trained', () => {
    expect(trialAt(after('kept', 'v3'))).not.toBeNull();
    expect(trialAt(after('trained', 'v3'))).not.toBeNull();
  });

  it('may be another one after the first', () => {
    const lines = [
      ...after('trial-ended', 'v2', { outcome: 'stopped' }),
      ...told(['trial-started', 'v3', 14, {}]),
    ];
    expect(trialAt(lines)).toMatchObject({ challengerId: 'v3', begun: 14, step: 0 });
    expect(trialsOf(lines).map((trial) => trial.end?.outcome)).toEqual(['stopped', undefined]);
  });
});

describe('lines that end a trial without saying so', () => {
  const numberOf = (id: string): number => Number(id.slice(1));
  const draft = (kind: LedgerKind, modelVersionId: string) => ({ kind, modelVersionId, reason: 'test' });
  it.each([
    [[draft('promoted', 'v2')], 0, 'promoted', 'v2 came into production before its guard had decided'],
    [
      [draft('kept', 'v2'), draft('promoted', 'v3')],
      0,
      'stopped',
      'v3 came into production: v2 was held against another champion',
    ],
    [
      [draft('evaluated', 'v1'), draft('rolled-back', 'v1')],
      1,
      'stopped',
      'v1 came into production: v2 was held against another champion',
    ],
    [[draft('kept', 'v2')], 0, 'stopped', 'v2 was set aside before its guard had decided'],
  ] as const)('get one that does, before the move', (drafts, at, outcome, reason) => {
    expect(endedBy(begun, drafts, numberOf)).toEqual({
      at,
      line: {
        kind: 'trial-ended',
        modelVersionId: 'v2',
        reason,
        trial: { plan, step: 1, share: 0.5, outcome },
      },
    });
  });
  it('do not get another where they say so themselves, end nothing, or no trial runs', () => {
    const promoted = draft('promoted', 'v2');
    expect(endedBy(begun, [draft('trial-ended', 'v2'), promoted], numberOf)).toBeNull();
    expect(endedBy(begun, [draft('kept', 'v3'), draft('trained', 'v3')], numberOf)).toBeNull();
    expect(endedBy(begun.slice(0, 2), [promoted], numberOf)).toBeNull();
  });
});
