import { describe, expect, it } from 'vitest';
import { trustOf, type ComparedWindow } from '../../../src/core/estimating/trust.ts';
import calibration from '../../../src/core/monitors/calibration.ts';
import estimated from '../../../src/core/monitors/estimated.ts';
import performance from '../../../src/core/monitors/performance.ts';
import type { WindowView } from '../../../src/core/monitoring/monitor.ts';
import { binaryRows, knowing, numberRows, seen, viewOf, type Happening } from './world.ts';

const windowRows = 10_000;
const begun = (seed: number, before: Happening = {}) => {
  const known = knowing(binaryRows(10_000, seed, before), { windowRows });
  const monitors = [estimated.begin(known), performance.begin(known), calibration.begin(known)];
  return (window: WindowView) => new Map(monitors.flatMap((look) => [...seen(look, window)]));
};

const comparing =
  (look: ReturnType<typeof begun>, metric: string) =>
  (window: WindowView, index: number, outside = 0): ComparedWindow => {
    const figures = look(window);
    return {
      index,
      estimated: figures.get(`estimated/${metric}`)!,
      realised: figures.get(`performance/${metric}`)!,
      outside,
      domain: 0.5,
      calibration: figures.get('calibration/ece') ?? null,
    };
  };

describe('estimated performance', () => {
  it(
    'is within 0.02 of the truth under covariate shift, in windows of 10,000 rows',
    { timeout: 120_000 },
    () => {
      for (let seed = 0; seed < 5; seed++) {
        const look = begun(seed);
        for (const shift of [-1.5, 0.8]) {
          const figures = look(binaryRows(windowRows, 100 + seed, { shift }));
          for (const metric of ['accuracy', 'roc-auc']) {
            const said = figures.get(`estimated/${metric}`)!;
            const truth = figures.get(`performance/${metric}`)!;
            expect(Math.abs(said.value - truth.value)).toBeLessThan(0.02);
            expect(said.low).toBeLessThan(said.value);
            expect(said.n).toBe(windowRows);
          }
        }
      }
    },
  );

  it('is wrong under concept drift, and says why and since when', () => {
    for (const metric of ['accuracy', 'roc-auc']) {
      const look = comparing(begun(3), metric);
      const windows = [0, 1, 2].map((at) => look(binaryRows(windowRows, 50 + at), at));
      expect(trustOf(windows, 10_000, 0.02).reason).toBe('holds');
      const after = [3, 4].map((at) => look(binaryRows(windowRows, 50 + at, { flipped: 1 / 3 }), at));
      const trust = trustOf([...windows, ...after], 10_000, 0.02);
      expect(trust).toMatchObject({
        reason: 'concept',
        believable: false,
        since: 3,
        calibrationBroken: true,
      });
      expect(trust.gap).toBeLessThan(-0.1);
    }
  });

  it('is not to be believed where rows lie outside, scores were never calibrated, or rows are few', () => {
    const look = comparing(begun(5), 'accuracy');
    const good = [0, 1].map((at) => look(binaryRows(windowRows, at), at));
    const bad = look(binaryRows(windowRows, 9, { flipped: 0.2 }), 2, 0.3);
    expect(trustOf([...good, bad], 10_000, 0.02).reason).toBe('outside');
    expect(trustOf([bad, { ...bad, index: 3 }], 10_000, 0.02).reason).toBe('uncalibrated');
    const few = look(binaryRows(60, 9), 0);
    expect(trustOf([few], 10_000, 0.02)).toMatchObject({ reason: 'few', believable: null });
    expect(trustOf([], 10_000, 0.02)).toMatchObject({ reason: 'none', believable: null });
  });

  it('seldom cries wolf: of 100 quiet streams of ten windows', () => {
    const look = comparing(begun(7), 'accuracy');
    const pool = Array.from({ length: 60 }, (_, at) => look(binaryRows(1000, 1000 + at), at));
    let wrong = 0;
    for (let start = 0; start + 10 <= pool.length; start++)
      if (trustOf(pool.slice(start, start + 10), 10_000, 0.02).believable === false) wrong++;
    expect(wrong).toBeLessThan(3);
  });

  it('puts overconfident scores right first', () => {
    const figures = begun(2, { bold: 3 })(binaryRows(windowRows, 77, { bold: 3 }));
    const gap = figures.get('estimated/accuracy')!.value - figures.get('performance/accuracy')!.value;
    expect(Math.abs(gap)).toBeLessThan(0.02);
  });

  it('has a p-value that keeps its level, and is tiny after a shift', () => {
    const look = estimated.begin(knowing(binaryRows(4000, 1)));
    const ps = Array.from(
      { length: 200 },
      (_, at) => seen(look, binaryRows(300, 500 + at)).get('estimated/accuracy')!.pValue,
    );
    expect(ps.filter((p) => p < 0.05).length).toBeLessThan(24);
    expect(seen(look, binaryRows(1000, 3, { shift: -2 })).get('estimated/accuracy')!.pValue).toBeLessThan(
      1e-6,
    );
  });

  it('knows the shares of the classes, or says that it cannot', () => {
    const figures = begun(4)(binaryRows(windowRows, 8));
    const [said, was] = ['estimated', 'calibration'].map((family) =>
      figures.get(`${family}/class-share/yes`)!,
    );
    expect(Math.abs(said!.value - was!.value)).toBeLessThan(0.04);
    const { table, truth } = binaryRows(500, 1);
    const blind = viewOf(table, new Float32Array(500).fill(0.7), truth);
    expect(seen(estimated.begin(knowing(blind)), blind).get('estimated/class-share/yes')!.value).toBeNaN();
  });

  it('knows several classes', () => {
    const make = (rows: number, seed: number) => {
      const { table, scores, truth } = binaryRows(rows, seed);
      const three = new Float32Array(rows * 3);
      const classes = truth.map((yes, row) => {
        const p = scores[row]!;
        three.set([(1 - p) / 2, (1 - p) / 2, p], row * 3);
        return yes ? 2 : row % 2;
      });
      return viewOf(table, three, classes, 3);
    };
    const known = knowing(make(5000, 1), {
      task: 'multiclass',
      classes: ['a', 'b', 'c'],
      metrics: ['accuracy', 'f1-macro', 'roc-auc-ovr-macro'],
    });
    const window = make(10_000, 2);
    const said = seen(estimated.begin(known), window);
    const truth = seen(performance.begin(known), window);
    for (const metric of known.metrics)
      expect(
        Math.abs(said.get(`estimated/${metric}`)!.value - truth.get(`performance/${metric}`)!.value),
      ).toBeLessThan(0.03);
    // Classes a and b always come with equal scores: nothing tells them apart.
    expect(said.get('estimated/class-share/a')!.value).toBeNaN();
  });

  it('follows the errors of a regression within five per cent as inputs shift', () => {
    const known = knowing(numberRows(6000, 1), {
      task: 'regression',
      classes: [],
      metrics: ['mae', 'rmse', 'mse'],
    });
    const [said, judged] = [estimated.begin(known), performance.begin(known)];
    for (const shift of [0, 1, 3]) {
      const window = numberRows(10_000, 20 + shift, { shift });
      const [expected, was] = [seen(said, window), seen(judged, window)];
      for (const [metric, within] of [
        ['mae', 0.05],
        ['rmse', 0.05],
        ['mse', 0.1],
      ] as const) {
        const ratio = expected.get(`estimated/${metric}`)!.value / was.get(`performance/${metric}`)!.value;
        expect(Math.abs(ratio - 1)).toBeLessThan(within);
      }
    }
    expect(seen(said, numberRows(1000, 9)).get('estimated/mae')!.pValue).toBeGreaterThan(1e-3);
    expect(seen(said, numberRows(1000, 9, { shift: 3 })).get('estimated/mae')!.pValue).toBeLessThan(1e-6);
  });

  it('does not begin without labels, and is silent without answers', () => {
    const { table, scores, truth } = binaryRows(300, 1);
    expect(
      estimated.begin(
        knowing(
          viewOf(
            table,
            scores,
            truth.map(() => NaN),
          ),
        ),
      ),
    ).toBeNull();
    const look = estimated.begin(knowing(binaryRows(300, 1)));
    expect(
      seen(
        look,
        viewOf(
          table,
          scores.map(() => NaN),
          truth,
        ),
      ).size,
    ).toBe(0);
    expect(
      estimated.begin(
        knowing(
          viewOf(
            table,
            scores,
            truth.map(() => 1),
          ),
        ),
      ),
    ).not.toBeNull();
  });
});
