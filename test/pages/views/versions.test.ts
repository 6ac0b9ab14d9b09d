import { describe, expect, it } from 'vitest';
import type { LedgerKind, LedgerLine } from '../../../src/core/records.ts';
import { answerClass, answerText, roleOf, truthText } from '../../../src/pages/views/versions.ts';
import { openOf } from './open.ts';

describe('answers of ten classes', () => {
  // Two rows of probabilities: the first says 7, the second is undecided between 2 and 5.
  const scores = new Float32Array(20);
  scores[7] = 0.75;
  scores[3] = 0.25;
  scores[12] = 0.5;
  scores[15] = 0.5;

  it('names the likeliest class, the first of equals, with its probability', async () => {
    const open = await openOf('digits');
    expect(open.classes).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect([0, 1].map((i) => answerClass(open, scores, i, 0.5))).toEqual([7, 2]);
    expect([0, 1].map((i) => answerText(open, scores, i, 0.5))).toEqual(['7 (0.75)', '2 (0.50)']);
    // The file begins 0, 1, 2, 3.
    expect([0, 1, 2, 3].map((row) => truthText(open, row))).toEqual(['0', '1', '2', '3']);
  });

  it('says both sides of a binary answer and a value with its unit', async () => {
    const bikes = await openOf('bikes');
    const two = Float32Array.of(0.5, 0.25);
    expect([0, 1].map((i) => answerText(bikes, two, i, 0.5))).toEqual(['yes (0.50)', 'no (0.75)']);
    expect([0, 1].map((i) => answerClass(bikes, two, i, 0.5))).toEqual([1, 0]);
    const penguins = await openOf('penguins-by-island');
    expect(answerText(penguins, Float32Array.of(4250), 0, 0.5)).toBe('4250 g');
    expect(answerClass(penguins, Float32Array.of(4250), 0, 0.5)).toBeNaN();
  });
});

describe('what became of a version', () => {
  const line = (seq: number, kind: LedgerKind, modelVersionId: string): LedgerLine => ({
    v: 1,
    projectId: 'p',
    seq,
    at: seq,
    kind,
    windowIndex: seq,
    modelVersionId,
    previousId: null,
    runId: null,
    alertId: null,
    reason: '',
  });
  const ledger = [
    line(1, 'trained', 'a'),
    line(2, 'promoted', 'a'),
    line(3, 'trained', 'b'),
    line(4, 'trained', 'c'),
    line(5, 'kept', 'c'),
    line(6, 'trained', 'd'),
    line(7, 'promoted', 'd'),
    line(8, 'trained', 'e'),
  ];

  it('only a version that was kept out by a decision was turned down', () => {
    expect(['a', 'b', 'c', 'd', 'e'].map((id) => roleOf(ledger, id))).toEqual([
      'earlier champion',
      'not decided',
      'turned down',
      'champion',
      'challenger',
    ]);
  });

  it('a version that was turned down and went live after all is not "turned down"', () => {
    expect(roleOf([...ledger, line(9, 'promoted', 'c')], 'c')).toBe('champion');
    expect(roleOf([...ledger, line(9, 'promoted', 'c'), line(10, 'rolled-back', 'd')], 'c')).toBe(
      'earlier champion',
    );
  });
});
