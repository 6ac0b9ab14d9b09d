import { expect, test } from 'vitest';
import scoreDistribution from '../../src/charts/score-distribution.ts';
import { binary, n, oneKind } from './evaluation-cases.ts';
import { alive, hostile, theme } from './theme.ts';

const of = (pictures: typeof binary, label = 'v2', positive = 'busy') => ({
  candidate: { label, drawn: pictures.candidate.binary! },
  baseline: { label: 'v1', drawn: pictures.baseline!.binary! },
  n,
  positive,
  negative: 'quiet',
  threshold: 0.5,
});
const data = of(binary);

test('the title says how far both kinds overlap', () => {
  expect(scoreDistribution.title(data)).toMatch(
    /^The scores of busy and quiet overlap by \d+ of 100 with v2, by \d+ with v1$/,
  );
  const apart = { counts: [10, 0], edges: [0, 0.5, 1] };
  const other = { counts: [0, 5], edges: [0, 0.5, 1] };
  const split = { candidate: { label: 'v2', drawn: { negatives: apart, positives: other } }, baseline: null };
  expect(scoreDistribution.title({ ...data, ...split })).toBe(
    'The scores of busy and quiet overlap by 0 of 100 with v2',
  );
  expect(scoreDistribution.title(of(oneKind))).toBe('Not both kinds, busy and quiet, are among these rows');
  expect(scoreDistribution.describe(data)).toContain(
    'v2: 14 of 19 busy and 16 of 21 quiet on their side of 0.50',
  );
});

test('one kind goes up, the other down; the candidate is bars, the baseline lines', () => {
  const { data: traces, layout } = scoreDistribution.figure(data, theme);
  expect(traces.map(({ type }) => type)).toEqual(['bar', 'bar', 'scatter', 'scatter']);
  const total = (values: readonly (number | null)[] | undefined): number =>
    (values ?? []).reduce<number>((sum, value) => sum + (value ?? 0), 0);
  expect(total(traces[0]?.type === 'bar' ? traces[0].y : [])).toBeCloseTo(1, 9);
  expect(total(traces[1]?.type === 'bar' ? traces[1].y : [])).toBeCloseTo(-1, 9);
  expect(layout.shapes?.[0]?.x0).toBe(0.5);
  // Shares are said on both sides of the line, and none is negative.
  const { tickvals, ticktext } = layout.yaxis;
  expect(tickvals).toHaveLength(5);
  expect(ticktext?.map(Number)).toEqual(tickvals?.map(Math.abs));
});

test('names are harmless and the counts are exported', () => {
  expect(alive(scoreDistribution.figure(of(binary, hostile, hostile), theme))).toEqual([]);
  expect(scoreDistribution.csv(data).split('\r\n')).toHaveLength(82);
});
