// What the live view says of a training, without a page.

import { describe, expect, test } from 'vitest';
import {
  confusionOf,
  mixUps,
  rightAndWrong,
  saidClasses,
  stripsOf,
  typicalError,
} from '../../../src/pages/train/live/answers-view.ts';
import { epochCurves } from '../../../src/pages/train/live/curves-view.ts';
import {
  histogramWords,
  insideFinding,
  outline,
  ridgeOf,
  tagsOf,
} from '../../../src/pages/train/live/inside-view.ts';
import { progressWords } from '../../../src/pages/train/live/progress-view.ts';
import { verdictWords } from '../../../src/pages/train/live/verdict-view.ts';
import { stepCharts } from '../../../src/pages/train/live/steps-view.ts';
import {
  boundaries,
  surfacePixels,
  surfaceRange,
  surfaceWords,
} from '../../../src/pages/train/live/surface-view.ts';
import { judgeTraining } from '../../../src/core/training-verdict.ts';
import type { TrainingEvidence } from '../../../src/core/training-verdict.ts';
import { theme } from '../../charts/theme.ts';
import { histogram, historyOf, layer, look, surface } from './example.ts';

describe('the verdict in words', () => {
  const words = (aside: readonly number[], train?: readonly number[], more: Partial<TrainingEvidence> = {}) =>
    verdictWords(judgeTraining({ history: historyOf(aside, train), ...more })!);

  test('speaks of rows of the same time, not of newer ones', () => {
    expect(words([0.5, 0.4])).toContain('drawn at random from the same time; newer rows may differ');
    expect(words([0.9, 0.52], [0.9, 0.4])).toContain('Somewhat better');
    expect(words([0.5, NaN], [0.5, NaN])).toBe('The loss of epoch 2 is not a number any more.');
  });

  test('names a rate that is too large, and does not call it learning by heart', () => {
    const wild = [4, 7, 3, 7, 16, 6, 17, 18, 1, 4, 0.9, 5, 18, 1, 9, 12, 8, 17, 7, 19];
    expect(words(wild)).toMatch(/^The loss jumps between 0\.882 and 19\.0, .* Lower the learning rate\.$/);
  });

  test('names dead units behind what is found', () => {
    const layers = [{ name: 'dense_1', deadUnits: 54, units: 64 }];
    expect(words([0.5, 0.4], undefined, { layers })).toContain('54 of 64 units of dense_1 are dead');
  });

  test('is about the weights that were put back', () => {
    expect(words([0.5, 0.2, 0.4, 0.5], [0.5, 0.2, 0.1, 0.05], { restored: 2 })).toMatch(
      /^The weights of epoch 2 were put back, and the gap is that of this epoch\. As good on rows kept aside/,
    );
  });
});

test('how far it is, also while that is not known', () => {
  expect(progressWords(false, 4, 2000)).toBe('Epoch 5 of 2,000');
  expect(progressWords(false, null, 2000)).toBe('Preparing rows and weights');
  expect(progressWords(true, 784, 2000)).toBe('Paused after 784 of 2,000 epochs');
  expect(progressWords(true, 0, 2000)).toBe('Paused before the first epoch ended');
  // Just after a reload.
  expect(progressWords(true, null, 2000)).toBe('Paused');
});

describe('the layers', () => {
  test('name what matters most', () => {
    expect(insideFinding([layer('dense_1'), layer('output')])).toMatchObject({ trouble: false });
    expect(insideFinding([layer('output')]).words).toContain('One layer');
    expect(insideFinding([layer('dense_1', { gradientNorm: 1e-5 }), layer('output')]).words).toContain(
      'Hardly any gradient reaches dense_1',
    );
    expect(insideFinding([layer('dense_1', { gradientNorm: 50 }), layer('output')]).words).toContain(
      'grows on its way back',
    );
    expect(insideFinding([layer('dense_1', { deadUnits: 4 }), layer('output')]).words).toContain(
      '4 of 8 units of dense_1 are dead',
    );
    expect(insideFinding([layer('dense_1', { gradientNorm: NaN }), layer('output')])).toMatchObject({
      trouble: true,
    });
  });

  test('histograms have an outline and words', () => {
    expect(outline(histogram([0, 2, 1]))).toBe('M0 1L0 1L0.333 1L0.333 0L0.667 0L0.667 0.5L1 0.5L1 1Z');
    expect(outline(histogram([0, 0]))).toBe('');
    expect(histogramWords('weights', 'output', histogram([0, 2, 1], -1, 1, 1))).toBe(
      'weights of output: 4 values from −1.00 to 1.00, 1 of them not numbers, most around 0.',
    );
  });

  test('recorded histograms share one range, first and last among them', () => {
    const points = Array.from({ length: 50 }, (_, epoch) => ({
      tag: 'dense_1/kernel/histogram',
      step: epoch,
      epoch,
      histogram: histogram([1, 2, 1], -1 - epoch, 1 + epoch),
    }));
    expect(tagsOf(points)).toEqual(['dense_1/kernel/histogram']);
    const ridge = ridgeOf(points, 'dense_1/kernel/histogram');
    expect(ridge?.lines).toHaveLength(24);
    expect(ridge?.lines.map(({ epoch }) => epoch)).toEqual(expect.arrayContaining([0, 49]));
    expect([ridge?.low, ridge?.high]).toEqual([-50, 50]);
    // Wider bins hold the same number of values more thinly.
    expect(ridge?.lines[0]?.points[1]?.[1]).toBe(1);
    expect(ridge?.lines.at(-1)?.points[1]?.[1]).toBeCloseTo(1 / 50);
    expect(ridgeOf(points, 'none')).toBeNull();
  });
});

describe('answers against the truth', () => {
  const many = {
    rows: Int32Array.from([5, 6, 7, 8]),
    truth: Float64Array.from([0, 1, 2, NaN]),
    scores: Float32Array.from([0.7, 0.2, 0.1, 0.1, 0.3, 0.6, 0.2, 0.2, 0.6, 1, 0, 0]),
    outputs: 3,
  };

  test('classes, counts and mix-ups; unknown truths count nowhere', () => {
    expect([...saidClasses(many)]).toEqual([0, 2, 2, 0]);
    const confusion = confusionOf(many, 3);
    expect(confusion).toEqual({
      counts: [
        [1, 0, 0],
        [0, 0, 1],
        [0, 0, 1],
      ],
      right: 2,
      rows: 3,
    });
    expect(mixUps(confusion, 5)).toEqual([{ truth: 1, said: 2, n: 1 }]);
    expect(rightAndWrong(many, 9)).toEqual({ right: [0, 2], wrong: [1] });
    const broken = { ...many, scores: new Float32Array(12).fill(NaN) };
    expect([...saidClasses(broken)]).toEqual([-1, -1, -1, -1]);
    expect(confusionOf(broken, 3)).toMatchObject({ right: 0, rows: 3 });
  });

  test('scores of two classes in strips', () => {
    const [no, yes] = stripsOf(look().sample);
    expect(no).toMatchObject({ n: 2, right: 2 });
    expect(yes).toMatchObject({ n: 2, right: 1 });
    expect(yes?.counts[17]).toBe(1);
    expect(yes?.counts.reduce((sum, n) => sum + n, 0)).toBe(2);
  });

  test('half of the errors of a regression', () => {
    const sample = {
      rows: Int32Array.from([0, 1, 2]),
      truth: Float64Array.from([1, 2, 3]),
      scores: Float32Array.from([1.5, 2, 7]),
      outputs: 1,
    };
    expect(typicalError(sample)).toBe(0.5);
  });
});

describe('the plane of two features', () => {
  test('is coloured, bounded and told', () => {
    const pixels = surfacePixels(surface, 'binary', theme);
    expect(pixels).toHaveLength(64);
    expect([...pixels.subarray(0, 4)]).not.toEqual([...pixels.subarray(12, 16)]);
    const classes = Int32Array.from(surface.scores, (score) => Number(score >= 0.5));
    // One upright line between the second and the third column.
    expect(boundaries(classes, 4)).toEqual([0, 1, 2, 3].map((row) => [2, 3 - row, 2, 4 - row]));
    expect(surfaceWords(surface, 'binary', ['no', 'yes'])).toBe(
      'Of the plane 50 of 100 parts answer no, 50 of 100 parts answer yes. Of 3 rows drawn over it, 2 lie where the model gives their true answer.',
    );
    expect(surfaceRange(surface).map((value) => Math.round(value * 10))).toEqual([1, 9]);
    expect(surfaceWords(surface, 'regression', [])).toContain('3 rows');
  });

  test('what is no number stays transparent', () => {
    const pixels = surfacePixels({ ...surface, scores: new Float32Array(16).fill(NaN) }, 'regression', theme);
    expect(pixels.every((channel) => channel === 0)).toBe(true);
  });
});

describe('series by step', () => {
  const series = (name: string, values: readonly number[]) => ({
    name,
    steps: Float64Array.from(values, (_, at) => at),
    times: new Float64Array(values.length),
    values: Float64Array.from(values),
  });

  test('names with the same beginning share a chart; the machine’s figures do not', () => {
    const charts = stepCharts([
      series('learning_rate', [0.1, 0.01]),
      series('gradient_norm/dense_1', [1, 2]),
      series('gradient_norm/output', [1, NaN]),
      series('system/step_ms', [1]),
      series('system/memory', [1]),
      series('empty', []),
    ]);
    expect(charts.map(({ key, curves }) => [key, curves.map(({ name }) => name)])).toEqual([
      ['learning_rate', ['learning_rate']],
      ['gradient_norm', ['dense_1', 'output']],
      ['system/step_ms', ['step_ms']],
      ['system/memory', ['memory']],
    ]);
    // One point or two are told, not drawn.
    expect(charts[2]?.few).toBe('1.00 (at step 0; too few points for a curve)');
    expect(charts[1]?.few).toBe(
      'dense_1 1.00, 2.00; output 1.00, – (at step 0 and 1; too few points for a curve)',
    );
    expect(stepCharts([series('loss', [1, 2, 3])])[0]?.few).toBeNull();
    expect(charts[1]?.words).toContain('1 value not a number');
    expect(charts[0]?.canLog).toBe(true);
    expect(stepCharts([series('loss', [0, -1])])[0]?.canLog).toBe(false);
  });

  test('curves by epoch', () => {
    const { curves, words } = epochCurves(
      historyOf([0.5, 0.4]),
      'Loss',
      (record) => record.loss,
      (record) => record.validationLoss,
    );
    expect(curves.map(({ name }) => name)).toEqual(['training rows', 'kept aside']);
    expect(words).toBe('Loss on training rows from 0.490 to 0.392, on rows kept aside from 0.500 to 0.400.');
    expect(
      epochCurves(
        historyOf([NaN], [1]),
        'Loss',
        (record) => record.loss,
        (record) => record.validationLoss,
      ).curves,
    ).toHaveLength(1);
  });
});
