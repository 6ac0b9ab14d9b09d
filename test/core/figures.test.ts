import { describe, expect, it } from 'vitest';
import type { Scored, Task } from '../../src/core/define.ts';
import { AppError } from '../../src/core/errors.ts';
import { prepare } from '../../src/core/parts/prepare.ts';
import { figureOf, figuresFor, hasFigure, isMetric, isThresholded } from '../../src/core/figures.ts';
import { metrics } from '../../src/core/metrics/index.ts';
import { expectFigure, given, scoredOf } from './figure-cases.ts';

const compute = (id: string, scored: Scored): number => figureOf(id).compute(scored);

describe('figureOf', () => {
  it('finds metrics and descriptors, and says what it does not know', () => {
    expect(figureOf('roc-auc').label).toBe('ROC AUC (exact)');
    expect(figureOf('example-count').unit).toBe('rows');
    expect(isMetric(figureOf('roc-auc'))).toBe(true);
    expect(isMetric(figureOf('example-count'))).toBe(false);
    expect(() => figureOf('toString')).toThrow(AppError);
    expect([hasFigure('calibration'), hasFigure('brier'), hasFigure('nothing')]).toEqual([true, true, false]);
  });

  it.each<Task>(['binary', 'multiclass', 'regression'])('gives the figures of a task: %s', (task) => {
    const found = figuresFor(task);
    expect(found.every(({ tasks }) => tasks.includes(task))).toBe(true);
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    const ids = found.map(({ id }) => id);
    expect(ids.includes('pr-auc')).toBe(task === 'binary');
    expect(ids.includes('f1-macro')).toBe(task === 'multiclass');
    expect(ids.includes('r2')).toBe(task === 'regression');
    expect(ids).toContain('example-count');
  });

  it('can read nearly all of them from shared parts, so that a thousand resamples are affordable', () => {
    const apart = (['binary', 'multiclass', 'regression'] as const)
      .flatMap(figuresFor)
      .filter(({ shared }) => !shared);
    expect(new Set(apart.map(({ id }) => id))).toEqual(new Set(['example-count']));
  });

  it('knows which ones move with the threshold', () => {
    const scored = scoredOf([0, 0, 0, 0, 1, 1, 1, 1], [0.1, 0.2, 0.4, 0.7, 0.3, 0.45, 0.8, 0.9]);
    for (const figure of figuresFor('binary')) {
      const { shared } = figure;
      const at = (threshold: number): number =>
        shared ? prepare(shared, scored, threshold)(null) : figure.compute(scored);
      const values = [0.15, 0.35, 0.5, 0.75, 0.85].map(at);
      expect(new Set(values).size > 1, figure.id).toBe(isThresholded(figure));
    }
  });

  it('names which AUC and which calibration error it is', () => {
    for (const { id, label } of metrics.all)
      if (/auc|ece|mce/.test(id)) expect(label, id).toMatch(/\(.+\)|, one against/);
  });

  it('takes only the everyday metrics of every window', () => {
    const everyday = metrics.all.filter(({ everyWindow }) => everyWindow).map(({ id }) => id);
    expect(everyday.sort()).toEqual(['accuracy', 'log-loss', 'mae', 'rmse']);
  });
});

describe('given values of scikit-learn', () => {
  const { y, pA, pB, A, lift_gain_B, edge_cases } = given.binary;

  const atHalf = A['at_ge_0.5'];
  it.each<[string, number]>([
    ['roc-auc', A.roc_auc],
    ['partial-auc', A['partial_auc_max_fpr_0.3_mcclish']],
    ['average-precision', A.average_precision],
    ['pr-auc', A.pr_auc_trapezoid],
    ['log-loss', A.log_loss],
    ['brier', A.brier],
    ['brier-skill', A.brier_skill_vs_base_rate],
    ['ece', A.ece10_right_closed_bins],
    ['mce', A.mce10],
    ['ece-confidence', A.ece10_confidence_of_predicted_class],
    ['spiegelhalter-z', A.spiegelhalter_z],
    ['accuracy', atHalf.accuracy],
    ['balanced-accuracy', atHalf.balanced_accuracy],
    ['precision', atHalf.precision],
    ['recall', atHalf.recall],
    ['specificity', atHalf.specificity],
    ['f1', atHalf.f1],
    ['f2', atHalf.f2],
    ['mcc', atHalf.mcc],
    ['kappa', atHalf.kappa],
    ['jaccard', atHalf.jaccard],
    ['g-mean', atHalf.g_mean],
    ['ks', A.ks_statistic],
  ])('binary, many ties: %s', (id, expected) => {
    expectFigure(compute(id, scoredOf(y, pA)), expected, 1e-6, id);
  });

  it('lift and gain of the first tenth', () => {
    const [first] = lift_gain_B.deciles;
    expectFigure(compute('lift', scoredOf(y, pB)), first?.cum_lift ?? NaN, 1e-9);
    expectFigure(compute('gain', scoredOf(y, pB)), first?.cum_gain ?? NaN, 1e-9);
  });

  it('corners', () => {
    const ties = edge_cases.auc_example_ties;
    expectFigure(compute('roc-auc', scoredOf(ties.y, ties.s)), ties.auc);
    expectFigure(compute('average-precision', scoredOf(ties.y, ties.s)), ties.ap);
    expect(compute('roc-auc', scoredOf([0, 1, 1, 0], [0.3, 0.3, 0.3, 0.3]))).toBe(edge_cases.auc_all_tied);
    const wrong = edge_cases.log_loss_p_exact_0_and_1_wrong;
    expectFigure(compute('log-loss', scoredOf(wrong.y, wrong.p)), wrong.value, 1e-12);
    expect(compute('f1', scoredOf([1, 0], [0.1, 0.1]))).toBe(edge_cases.f1_no_pos_pred);
    expect(compute('mcc', scoredOf([1, 0], [0.1, 0.1]))).toBe(edge_cases.mcc_single_class_pred);
    expect(edge_cases.auc_one_class_value).toBe('nan');
    expect(compute('roc-auc', scoredOf([1, 1], [0.1, 0.2]))).toBeNaN();
  });

  const many = given.multiclass;
  it.each<[string, number]>([
    ['accuracy', many.accuracy],
    ['f1-macro', many.macro_f1],
    ['precision-macro', many.macro_precision],
    ['recall-macro', many.macro_recall],
    ['f1-micro', many.micro_f1],
    ['precision-micro', many.micro_precision],
    ['recall-micro', many.micro_recall],
    ['f1-weighted', many.weighted_f1],
    ['precision-weighted', many.weighted_precision],
    ['recall-weighted', many.weighted_recall],
    ['log-loss', many.log_loss],
    ['roc-auc-ovr-macro', many.auc_ovr_macro],
    ['roc-auc-ovo-macro', many.auc_ovo_macro],
    ['roc-auc-ovr-weighted', many.auc_ovr_weighted],
    ['mcc', many.mcc],
    ['kappa', many.kappa],
    ['kappa-quadratic', many.kappa_quadratic],
    ['top-2-accuracy', many.top2_accuracy],
    ['brier', many.brier_multiclass_sum],
  ])('multiclass: %s', (id, expected) => {
    expectFigure(compute(id, scoredOf(many.y, many.p)), expected, 1e-6, id);
  });

  const values = given.regression;
  it.each<[string, number]>([
    ['mae', values.mae],
    ['mse', values.mse],
    ['rmse', values.rmse],
    ['r2', values.r2],
    ['explained-variance', values.explained_variance],
    ['median-absolute-error', values.median_ae],
    ['max-error', values.max_error],
    ['mape', values.mape],
    ['pinball-90', values['pinball_0.9']],
    ['d2-absolute-error', values.d2_absolute],
    ['msle', values.msle],
  ])('regression: %s', (id, expected) => {
    expectFigure(compute(id, scoredOf(values.y, values.pred)), expected, 1e-6, id);
  });
});

describe('given values of TensorFlow Model Analysis', () => {
  const { rows, slices } = given.tfma;
  const ours: Readonly<Record<keyof (typeof slices)[number]['values'], string>> = {
    example_count: 'example-count',
    binary_crossentropy: 'log-loss',
    auc: 'roc-auc-interpolated',
    binary_accuracy: 'accuracy',
    calibration: 'calibration',
    mean_label: 'mean-label',
    mean_prediction: 'mean-prediction',
    precision: 'precision',
    recall: 'recall',
    'fairness_indicators_metrics/false_positive_rate@0.5': 'false-positive-rate',
    'fairness_indicators_metrics/false_negative_rate@0.5': 'false-negative-rate',
    'fairness_indicators_metrics/true_positive_rate@0.5': 'recall',
    'fairness_indicators_metrics/true_negative_rate@0.5': 'specificity',
    'fairness_indicators_metrics/positive_rate@0.5': 'positive-rate',
    'fairness_indicators_metrics/negative_rate@0.5': 'negative-rate',
    'fairness_indicators_metrics/false_discovery_rate@0.5': 'false-discovery-rate',
    'fairness_indicators_metrics/false_omission_rate@0.5': 'false-omission-rate',
    'fairness_indicators_metrics/precision@0.5': 'precision',
    'fairness_indicators_metrics/recall@0.5': 'recall',
  };

  it.each(
    slices.map(
      ({ key, values }) => [key.map(([, value]) => value).join(' ') || 'all rows', key, values] as const,
    ),
  )('all figures of a slice: %s', (_, key, values) => {
    const columns: Readonly<Record<string, readonly string[]>> = { age: rows.age, country: rows.country };
    const places = rows.label
      .map((_value, row) => row)
      .filter((row) => key.every(([name = '', value]) => columns[name]?.[row] === value));
    const scored = scoredOf(
      places.map((row) => rows.label[row] ?? NaN),
      places.map((row) => rows.prediction[row] ?? NaN),
    );
    let compared = 0;
    for (const [name, expected] of Object.entries(values)) {
      const id = Object.entries(ours).find(([theirs]) => theirs === name)?.[1] ?? name;
      expectFigure(compute(id, scored), expected, 1e-6, name);
      compared++;
    }
    expect(compared).toBe(19);
  });
});
