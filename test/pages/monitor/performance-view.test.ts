import { describe, expect, it } from 'vitest';
import { bareFigure, type Figure, type FigureKey } from '../../../src/core/monitoring/figure.ts';
import { FigureTable } from '../../../src/core/monitoring/figure-table.ts';
import {
  againstNoChange,
  classLines,
  comparedWindows,
  estimatedPerformance,
  shownMetrics,
  sliceLines,
  trustIn,
} from '../../../src/pages/monitor/performance/performance-view.ts';
import { trustWords } from '../../../src/pages/text/monitor-performance.ts';

const of = (value: number, half = 0.01, n = 5000): Figure =>
  bareFigure(value, n, { low: value - half, high: value + half, threshold: 0.7 });

/** Estimates of 0.8 all along; the truth follows until window 4, and labels come until window 6. */
function table(version: (index: number) => string = () => 'v1'): FigureTable {
  const made = new FigureTable();
  for (let index = 0; index < 8; index++) {
    const labelled = index < 6;
    const truth = index < 4 ? 0.8 : 0.6;
    const figures: (readonly [FigureKey, Figure])[] = [
      ['estimated/accuracy', of(0.8)],
      ['estimated/roc-auc', of(0.9)],
      ['estimated/class-share/yes', index === 7 ? bareFigure(NaN, 100) : of(0.4)],
      ['quality/range/x', of(0.001)],
      ['multivariate/domain', of(0.51)],
      ['prequential/accuracy', of(0.81)],
      ['prequential/no-change', of(0.85)],
    ];
    if (labelled)
      figures.push(
        ['performance/accuracy', of(truth)],
        ['performance/log-loss', of(0.5)],
        ['slices/accuracy/half low', of(0.9)],
        ['slices/accuracy/half high', of(0.4)],
        ['calibration/class-share/yes', of(0.41)],
        ['calibration/ece', bareFigure(index < 4 ? 0.01 : 0.2, 5000, { threshold: 0.05 })],
      );
    made.add({
      window: {
        index,
        span: { from: index * 10, to: index * 10 + 10 },
        streamWindow: index,
        modelVersionId: version(index),
      },
      labelled,
      figures,
    });
  }
  return made;
}

describe('the section on performance', () => {
  it('offers what is estimated and known first', () => {
    expect(shownMetrics(table().keys)).toEqual(['accuracy', 'roc-auc', 'log-loss']);
    expect(shownMetrics([])).toEqual([]);
  });

  it('lays the truth beside the estimate until where it is known', () => {
    const places = { x: [0, 1, 2, 3, 4, 5, 6, 7], labels: [...'abcdefgh'] };
    const data = estimatedPerformance(table(), places, 'accuracy', (id) => id, '');
    expect(data.knownUntil).toBe(5);
    expect([...Array.from(data.realised.values)].map(Number.isNaN)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
      true,
      true,
    ]);
    expect(data.reigns).toEqual([{ from: 0, label: 'v1' }]);
    expect(data.thresholds[7]).toBe(0.7);
  });

  it('finds concept drift, and says so with its figures', () => {
    const trust = trustIn(table(), 'accuracy', 5000);
    expect(trust).toMatchObject({ reason: 'concept', since: 4, believable: false, calibrationBroken: true });
    const words = trustWords(trust, 'accuracy', (value) => value.toFixed(2), '5 Mar');
    expect(words).toContain('since 5 Mar the true accuracy lies 0.20 below the estimate');
    expect(words).toContain('concept drift');
    expect(words).toContain('n = 10,000 rows in 2 windows');
  });

  it('judges the version in production only', () => {
    const compared = comparedWindows(
      table((index) => (index < 2 ? 'v1' : 'v2')),
      'accuracy',
    );
    expect(compared.map(({ index }) => index)).toEqual([2, 3, 4, 5]);
    expect(
      trustIn(
        table((index) => (index < 7 ? 'v1' : 'v2')),
        'accuracy',
        5000,
      ).reason,
    ).toBe('none');
  });

  it('lists slices with the worst first, and classes that cannot be known', () => {
    const { index, lines } = sliceLines(table());
    expect(index).toBe(5);
    expect(lines.map(({ slice }) => slice)).toEqual(['half high', 'half low']);
    const [yes] = classLines(table());
    expect(yes?.estimated?.value).toBeNaN();
    expect(yes?.labelled?.value).toBe(0.41);
    expect(sliceLines(new FigureTable())).toEqual({ index: null, lines: [] });
  });

  it('holds accuracy against repeating the last answer', () => {
    expect(againstNoChange(table())).toEqual({ accuracy: 0.81, noChange: 0.85, n: 5000 });
    expect(againstNoChange(new FigureTable())).toBeNull();
  });

  it.each(['none', 'few', 'holds', 'concept', 'outside', 'changed-inputs', 'uncalibrated'] as const)(
    'has words for %s',
    (reason) => {
      const trust = { ...trustIn(table(), 'accuracy', 5000), reason };
      expect(trustWords(trust, 'accuracy', String, 'May').length).toBeGreaterThan(40);
    },
  );
});
