import { describe, expect, it } from 'vitest';
import type { LedgerKind, LedgerLine } from '../../../src/core/records.ts';
import type { TrialMove } from '../../../src/core/trial.ts';
import { rowMeasureOf } from '../../../src/core/trials/row-measure.ts';
import { usualPlan } from '../../../src/core/trials/plan.ts';
import {
  aliasMarks,
  knownAt,
  momentOf,
  reignBands,
  stayedOf,
  trialBands,
  trialMarks,
} from '../../../src/pages/deploy/timeline/timeline-view.ts';

const plan = usualPlan('canary', rowMeasureOf('accuracy', 'binary').measure, 0.9, 1);
const move = (step: number, share: number): TrialMove => ({ plan, step, share });
const drafts: readonly (Partial<LedgerLine> & { kind: LedgerKind; windowIndex: number })[] = [
  { kind: 'trained', windowIndex: 0, modelVersionId: 'p/v1' },
  { kind: 'promoted', windowIndex: 0, modelVersionId: 'p/v1' },
  { kind: 'trained', windowIndex: 4, modelVersionId: 'p/v2' },
  { kind: 'trial-started', windowIndex: 5, modelVersionId: 'p/v2', trial: move(0, 0.1) },
  { kind: 'trial-widened', windowIndex: 8, modelVersionId: 'p/v2', trial: move(1, 0.25) },
  { kind: 'promoted', windowIndex: 10, modelVersionId: 'p/v2' },
  { kind: 'aliased', windowIndex: 10, modelVersionId: 'p/v1', alias: 'trusted' },
  // Two moves before the next window: the version between them never answered.
  { kind: 'rolled-back', windowIndex: 12, modelVersionId: 'p/v1' },
  { kind: 'promoted', windowIndex: 12, modelVersionId: 'p/v2' },
  { kind: 'unaliased', windowIndex: 13, alias: 'trusted' },
];
const ledger = drafts.map((draft, i): LedgerLine => ({
  v: 1,
  projectId: 'p',
  seq: i + 1,
  at: i,
  modelVersionId: null,
  previousId: null,
  runId: null,
  alertId: null,
  reason: '',
  ...draft,
}));
const numberOf = (id: string): number => Number(id.slice(-1));

describe('the bands', () => {
  it('say for each window who answered it, without gap or overlap', () => {
    expect(reignBands(ledger, 15, numberOf)).toEqual([
      { from: 0, to: 10, label: 'v1', short: 'v1', number: 1 },
      { from: 10, to: 15, label: 'v2', short: 'v2', number: 2 },
    ]);
    expect(reignBands(ledger, 0, numberOf)).toEqual([]);
  });
  it('say how much a version on trial answered, step by step, up to where the stream stands', () => {
    expect(trialBands(ledger, 15, numberOf)).toEqual([
      { from: 5, to: 8, label: 'v2 Canary 10 %', short: '10 %', number: 2 },
      { from: 8, to: 10, label: 'v2 Canary 25 %', short: '25 %', number: 2 },
    ]);
    expect(trialBands(ledger, 6, numberOf)).toEqual([
      { from: 5, to: 6, label: 'v2 Canary 10 %', short: '10 %', number: 2 },
    ]);
    expect(trialBands(ledger, 5, numberOf)).toEqual([]);
  });
  it('has a mark for a trial that ended before a window passed', () => {
    const short = [
      { kind: 'trial-started', windowIndex: 15, modelVersionId: 'p/v1', trial: move(0, 0.1) },
      { kind: 'trial-ended', windowIndex: 15, modelVersionId: 'p/v1', trial: move(0, 0.1) },
    ] as const;
    const lines = short.map((draft, i) => ({ ...ledger[0]!, ...draft, seq: 20 + i, trial: draft.trial }));
    expect(trialMarks(ledger, numberOf)).toEqual([]);
    expect(trialMarks([...ledger, ...lines], numberOf)).toEqual([
      { at: 15, label: 'v1 canary, ended before a window passed' },
    ]);
    expect(trialBands([...ledger, ...lines], 15, numberOf)).toHaveLength(2);
  });
  it('mark every move of an alias, by a decision or by hand, those of one window together', () => {
    expect(aliasMarks(ledger, numberOf)).toEqual([
      { at: 0, label: 'challenger → v1, champion → v1, challenger removed' },
      { at: 4, label: 'challenger → v2' },
      { at: 10, label: 'champion → v2, challenger removed, trusted → v1' },
      { at: 12, label: 'champion → v1, champion → v2' },
      { at: 13, label: 'trusted removed' },
    ]);
  });
});

describe('a moment', () => {
  it('has its champion and its trial', () => {
    expect(momentOf(ledger, 4)).toEqual({ championId: 'p/v1', trial: null });
    expect(momentOf(ledger, 9)).toMatchObject({
      championId: 'p/v1',
      trial: { share: 0.25, challengerId: 'p/v2' },
    });
    expect(momentOf(ledger, 10)).toEqual({ championId: 'p/v2', trial: null });
  });
  it('asks first what would be if the version before had stayed', () => {
    expect([0, 9, 10, 11].map((index) => stayedOf(ledger, index))).toEqual(['p/v1', 'p/v1', 'p/v1', 'p/v2']);
  });
  it('knows no version that was trained later', () => {
    expect(knownAt(ledger, 3)).toEqual(['p/v1']);
    expect(knownAt(ledger, 4)).toEqual(['p/v1', 'p/v2']);
  });
});
