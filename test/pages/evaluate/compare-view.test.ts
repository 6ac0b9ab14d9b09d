import { describe, expect, it } from 'vitest';
import { defaultEvaluation } from '../../../src/core/evaluation-defaults.ts';
import type { Evaluation } from '../../../src/core/evaluation.ts';
import type { ScoredPair } from '../../../src/engine/evaluation-protocol.ts';
import { answeredTable, answerText } from '../../../src/pages/evaluate/answered-rows.ts';
import {
  cellPlaces,
  differenceRows,
  differenceText,
  flipsOf,
  sliceDifferences,
} from '../../../src/pages/evaluate/compare/compare-view.ts';
import { slice } from '../../core/gate-check/cases.ts';
import { evaluation as stored } from '../../storage/evaluation-records.ts';
import { openOf } from '../views/open.ts';

const usual = defaultEvaluation({ task: 'binary', metric: 'accuracy', features: [] }, []);
const evaluation: Evaluation = {
  ...stored(),
  settings: { ...usual, figures: ['log-loss', 'prevalence'] },
  slices: [
    slice({
      figures: { accuracy: [0.9, 0.8], 'log-loss': [0.5, 0.3], prevalence: [0.4, 0.4] },
      half: 0.05,
    }),
    slice({ key: [['sky', 'rain']], figures: { accuracy: [0.6, 0.7] }, half: 0.2, known: 40 }),
    slice({ key: [['sky', 'snow']], figures: { accuracy: [NaN, NaN] } }),
  ],
};

describe('differences', () => {
  it('says of every figure whether it got better, worse or can’t be told', () => {
    const rows = differenceRows(evaluation, 'accuracy');
    expect(rows.map(({ id, tells }) => [id, tells])).toEqual([
      ['accuracy', 'better'],
      ['log-loss', 'worse'],
      ['prevalence', 'neither'],
    ]);
    expect(differenceText(rows[0]!.difference)).toBe('+0.1 (+0.05 to +0.15)');
  });

  it('puts the slices that lost most first, and leaves out what is not known', () => {
    const rows = sliceDifferences(evaluation, 'accuracy');
    expect(rows.map(({ label, tells }) => [label, tells])).toEqual([
      ['sky rain', 'open'],
      ['all rows', 'better'],
    ]);
  });
});

describe('flips', () => {
  const pair: ScoredPair = {
    truth: Float64Array.of(1, 1, 0, 0, NaN),
    candidate: Float32Array.of(0.9, 0.4, 0.2, 0.6, 0.9),
    baseline: Float32Array.of(0.3, 0.8, 0.1, 0.3, 0.1),
    outputs: 1,
  };

  it('tell who is right where the two differ, on rows with a known answer', async () => {
    const bikes = await openOf('bikes');
    expect(flipsOf(bikes, pair, 0.5)).toEqual([
      { place: 0, kind: 'gained' },
      { place: 1, kind: 'lost' },
      { place: 3, kind: 'lost' },
    ]);
    expect(flipsOf(bikes, pair, 0.25)).toEqual([]);
    expect(flipsOf(bikes, { ...pair, baseline: null }, 0.5)).toEqual([]);
  });

  it('of several classes also where both are wrong', async () => {
    const digits = await openOf('digits');
    const says = (...answers: number[]): Float32Array =>
      Float32Array.from({ length: answers.length * 10 }, (_, i) =>
        Number(answers[Math.floor(i / 10)] === i % 10),
      );
    const found = flipsOf(
      digits,
      { truth: Float64Array.of(5, 5), candidate: says(2, 3), baseline: says(5, 4), outputs: 10 },
      0.5,
    );
    expect(found.map(({ kind }) => kind)).toEqual(['lost', 'other']);
  });

  it('of numbers list the answers that moved most first', async () => {
    const penguins = await openOf('penguins-by-island');
    const numbers = {
      truth: Float64Array.of(10, 10, 10),
      candidate: Float32Array.of(11, 10, 20),
      baseline: Float32Array.of(12, 10, 11),
      outputs: 1,
    };
    expect(flipsOf(penguins, numbers, 0.5)).toEqual([
      { place: 2, kind: 'lost' },
      { place: 0, kind: 'gained' },
      { place: 1, kind: 'other' },
    ]);
  });

  it('lie behind the cells of the matrix of answers', async () => {
    const bikes = await openOf('bikes');
    expect(cellPlaces(bikes, pair, 0.5, 1, 0)).toEqual([1]);
    expect(cellPlaces(bikes, pair, 0.5, 0, 1)).toEqual([0, 3]);
    expect(cellPlaces(bikes, pair, 0.5, 0, 0)).toEqual([2]);
  });
});

describe('rows with their answers', () => {
  it('show features, truth and both answers, and say where a row was not judged', async () => {
    const open = await openOf('bikes');
    const scored: ScoredPair = {
      truth: Float64Array.of(1, NaN),
      candidate: Float32Array.of(0.75, 0.4),
      baseline: Float32Array.of(0.2, NaN),
      outputs: 1,
    };
    const given = { open, judged: Int32Array.of(7, 9), wanted: [9, 7, 8], scored, threshold: 0.5 };
    const table = answeredTable({ ...given, candidate: 'v2', baseline: 'v1' });
    expect(table.columns.map(({ label }) => label).slice(0, 4)).toEqual(['Row', 'Truth', 'v2', 'v1']);
    expect(
      table.rows.map(({ row, truth, candidate, baseline }) => [row, truth, candidate, baseline]),
    ).toEqual([
      ['10', 'unknown', 'no (0.60)', 'unknown'],
      ['8', 'yes', 'yes (0.75)', 'no (0.80)'],
      ['9', 'not judged', 'not judged', 'not judged'],
    ]);
    const alone = answeredTable({
      ...given,
      scored: { ...scored, baseline: null },
      candidate: 'v2',
      baseline: null,
    });
    expect(alone.columns.map(({ key }) => key)).not.toContain('baseline');
    expect(
      answeredTable({
        ...given,
        wanted: Array.from({ length: 300 }, (_, i) => i),
        candidate: 'a',
        baseline: null,
      }).rows,
    ).toHaveLength(200);
  });

  it('answer by the threshold that was asked for', async () => {
    const open = await openOf('bikes');
    const scored = { truth: Float64Array.of(1), candidate: Float32Array.of(0.4), baseline: null, outputs: 1 };
    expect(answerText({ open, scored, threshold: 0.3 }, scored.candidate, 0)).toBe('yes (0.40)');
    expect(answerText({ open, scored, threshold: 0.5 }, scored.candidate, 0)).toBe('no (0.60)');
  });
});
