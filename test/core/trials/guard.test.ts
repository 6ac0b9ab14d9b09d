// The guard decides rightly, and wrongly no more often than it says, over trials that are looked at after every window.

import { describe, expect, it } from 'vitest';
import type { TrialPlan } from '../../../src/core/trial.ts';
import { rowMeasureOf } from '../../../src/core/trials/row-measure.ts';
import { usualPlan } from '../../../src/core/trials/plan.ts';
import type { TrialRows } from '../../../src/core/trials/evidence.ts';
import { lookAfter, lookAtFresh } from '../../../src/core/trials/guard.ts';
import { simulate, surprised, type World } from './simulate.ts';

const { measure } = rowMeasureOf('accuracy', 'binary');
const canary = usualPlan('canary', measure, 0.85, 1);
const ab = usualPlan('ab', measure, 0.85, 1);
const shadow = usualPlan('shadow', measure, 0.85, 1);
const trials = 60;
const many = (plan: TrialPlan, champion: number, challenger: number, windowRows = 60, world?: World) =>
  Array.from({ length: trials }, (_, i) =>
    simulate({ ...plan, seed: 1000 + i }, () => ({ champion, challenger }), windowRows, i, world),
  );
const shareOf = (played: readonly { verdict: string }[], ...verdicts: string[]) =>
  played.filter(({ verdict }) => verdicts.includes(verdict)).length / played.length;

describe('many trials with no difference', () => {
  // Three standard errors above alpha.
  const bound = 0.05 + 3 * Math.sqrt((0.05 * 0.95) / trials);
  it.each([
    ['A/B test', ab, 0.85],
    ['A/B test of rarely wrong models', ab, 0.97],
    ['shadow', shadow, 0.85],
    ['shadow of rarely wrong models', shadow, 0.97],
  ] as const)('%s: decided at all no more often than alpha', (_, plan, right) => {
    const played = many({ ...plan, maxWindows: 12 }, right, right);
    expect(shareOf(played, 'promote', 'roll-back')).toBeLessThanOrEqual(bound);
    expect(shareOf(played, 'undecided')).toBeGreaterThan(0.85);
  });
  it.each([0.7, 0.97])('a canary as good as the champion (%d) is not rolled back', (right) => {
    expect(shareOf(many({ ...canary, maxWindows: 12 }, right, right), 'roll-back')).toBeLessThanOrEqual(
      bound,
    );
  });
  it('a canary exactly as much worse as the margin bears is not promoted', () => {
    const plan = { ...canary, rowsPerStep: 30, margin: 0.1, maxWindows: 14 };
    expect(shareOf(many(plan, 0.85, 0.75), 'promote')).toBeLessThanOrEqual(bound);
  });
});

describe('log loss in which rare rows cost a hundred times as much', () => {
  const { measure } = surprised;
  const bound = 0.05 + 3 * Math.sqrt((0.05 * 0.95) / trials);
  it.each([0.1, 0.9])('an A/B test of the same model at a share of %d decides nothing', (share) => {
    const plan = { ...usualPlan('ab', measure, 0.15, 1), shares: [share], maxWindows: 12 };
    expect(shareOf(many(plan, 0.98, 0.98, 100, surprised), 'promote', 'roll-back')).toBeLessThanOrEqual(
      bound,
    );
  });
  it('a canary exactly at the margin does not pass', () => {
    const plan = { ...usualPlan('canary', measure, 0.05, 1), shares: [0.25, 0.5], maxWindows: 14 };
    expect(shareOf(many(plan, 1, 0.99, 100, surprised), 'promote')).toBeLessThanOrEqual(bound);
  });
  it('a canary as good as the champion passes when rows enough have come', () => {
    const plan = { ...usualPlan('canary', measure, 0.05, 1), shares: [0.5] };
    const played = Array.from({ length: 5 }, (_, i) =>
      simulate({ ...plan, seed: i }, () => ({ champion: 1, challenger: 1 }), 100, i, surprised),
    );
    expect(shareOf(played, 'promote')).toBe(1);
  });
});

describe('a clear difference', () => {
  it('rolls a much worse canary back before half of the rows go to it', () => {
    const played = many(canary, 0.85, 0.5);
    expect(shareOf(played, 'roll-back')).toBe(1);
    expect(Math.max(...played.map(({ share }) => share))).toBeLessThan(0.5);
  });
  it('widens a much better canary step by step and promotes it', () => {
    const played = many(canary, 0.7, 0.92);
    expect(shareOf(played, 'promote')).toBeGreaterThan(0.99);
    expect(played.filter(({ verdict }) => verdict === 'promote').every(({ widened }) => widened === 2)).toBe(
      true,
    );
  });
  it.each([ab, { ...shadow, automatic: true }])('promotes the better of $kind, ends the worse', (plan) => {
    expect(shareOf(many(plan, 0.75, 0.92), 'promote')).toBeGreaterThan(0.99);
    expect(shareOf(many(plan, 0.92, 0.72), 'roll-back')).toBeGreaterThan(0.99);
  });
  it('looks at the difference, not at the world: a fall of both is no reason to roll back', () => {
    const played = Array.from({ length: 40 }, (_, i) =>
      simulate(
        { ...canary, seed: i, maxWindows: 20 },
        (window) => (window < 15 ? { champion: 0.92, challenger: 0.92 } : { champion: 0.6, challenger: 0.6 }),
        80,
        i,
      ),
    );
    expect(shareOf(played, 'roll-back')).toBeLessThanOrEqual(0.1);
  });
});

describe('the rule', () => {
  const trial = { plan: canary, step: 0, from: 0 };
  // 400 rows of each arm that never err in one arm and always in the other.
  const rowsOf = (challenger: number, champion: number, perWindow: number, windows: number): TrialRows => {
    const second = Uint8Array.from({ length: perWindow * windows }, (_, i) => i % 2);
    return {
      values: Float64Array.from(
        second,
        (arm, i) => (arm ? challenger : champion) + (i % 4 < 2 ? 0.01 : -0.01),
      ),
      second,
      shares: new Float64Array(second.length).fill(0.5),
      windows: Array.from({ length: windows }, (_, i) => ({ index: i, rows: perWindow * (i + 1) })),
    };
  };

  it('waits for the rows of the step, counted since the step began', () => {
    const rows = rowsOf(1, 0, 40, 10);
    expect(lookAfter(rows, 2, trial, 'higher')).toMatchObject({ verdict: 'wait', stepRows: 40 });
    expect(lookAfter(rows, 10, trial, 'higher').verdict).toBe('widen');
    expect(lookAfter(rows, 10, { ...trial, from: 9 }, 'higher')).toMatchObject({
      verdict: 'wait',
      stepRows: 20,
    });
    expect(lookAfter(rows, 10, { ...trial, step: 2 }, 'higher').verdict).toBe('promote');
  });
  it('turns with the direction of the measure', () => {
    const rows = rowsOf(1, 0, 40, 10);
    const look = lookAfter(rows, 10, trial, 'lower');
    expect(look.verdict).toBe('roll-back');
    expect(look.gain.low).toBe(-look.high);
    expect(look.gain.high).toBe(-look.low);
  });
  it('ends undecided when the time is over, and not before', () => {
    const rows = rowsOf(0.5, 0.5, 20, 40);
    expect(lookAfter(rows, 39, { ...trial, plan: ab }, 'higher').verdict).toBe('wait');
    expect(lookAfter(rows, 40, { ...trial, plan: ab }, 'higher').verdict).toBe('undecided');
  });
  it('says nothing before both arms have rows', () => {
    const rows = rowsOf(1, 0, 40, 0);
    expect(lookAfter(rows, 0, trial, 'higher')).toMatchObject({ verdict: 'wait', index: null, windows: 0 });
  });
  it('decides on labels that come at once as it would have one window after another', () => {
    const rows = rowsOf(1, 0, 40, 20);
    let first = 1;
    while (lookAfter(rows, first, trial, 'higher').verdict === 'wait') first++;
    expect(lookAtFresh(rows, 20, trial, 'higher')).toEqual(lookAfter(rows, first, trial, 'higher'));
    expect(lookAtFresh(rows, 1, trial, 'higher').windows).toBe(20);
  });
});
