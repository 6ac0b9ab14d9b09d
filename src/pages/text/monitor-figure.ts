// What the inspector says of a figure of the monitors.

const definitions: Readonly<Record<string, string>> = {
  'quality/missing': 'Share of rows in which the value is missing.',
  'quality/range': 'Share of rows whose value lies outside of all that the reference has.',
  'quality/new-category': 'Share of rows with a category that the reference has not.',
  'quality/vanished': 'Share of the reference’s rows whose category does not come any more.',
  'quality/constant': 'Share of rows that have the commonest value.',
  'quality/duplicates': 'Share of rows that are copies of others.',
  'quality/kind': 'Share of rows with a number of another kind than in the reference.',
  'quality/unit': 'By what the numbers seem to have been multiplied since the reference; 1 is not at all.',
  'volume/rows': 'Rows that came in the window.',
  'volume/missing-labels': 'Share of rows whose true answer is still missing after the labels have come.',
  'latency/p50': 'Milliseconds for 1,000 rows: half of the latest batches took less.',
  'latency/p95': 'Milliseconds for 1,000 rows: 19 of 20 of the latest batches took less.',
  'latency/p99': 'Milliseconds for 1,000 rows: 99 of 100 of the latest batches took less.',
  'multivariate/pca':
    'How badly the main directions of the reference rebuild the rows: it rises when ties between features change.',
  'multivariate/domain':
    'How well a small model tells the window’s rows from those of the reference: 0.5 is a coin, 1 is always.',
  'multivariate/mmd': 'Distance between the clouds of rows of the window and of the reference.',
  'calibration/ece': 'How far the stated probabilities are from how often they come true.',
  'calibration/ratio': 'What the model expected in all, as a share of what came.',
  'dependence/rows':
    'As how many independent rows those of the window count: rows that follow one another resemble each other.',
  'prequential/accuracy': 'Share of right answers over the latest rows.',
  'prequential/faded': 'Share of right answers, older rows counting less and less.',
  'prequential/kappa': 'How much better than chance with the same shares of answers.',
  'prequential/kappa-temporal':
    'How much better than saying that nothing changes: 0 is no better, below 0 it is worse.',
  'prequential/no-change': 'Share of right answers of saying that every row is as the one before.',
  'prequential/majority': 'Share of right answers of always saying what came most often so far.',
  'prequential/kappa-m':
    'How much better than always saying what came most often: 0 is no better, below 0 it is worse.',
  'prequential/mean-error': 'How far the answers were off on average over the latest rows, whichever way.',
  'prequential/mean-error-faded':
    'How far the answers were off on average, older rows counting less and less.',
  'prequential/mean-error-no-change':
    'How far off it would have been to say that every row is as the one before.',
  'multivariate/domain-share':
    'How much this feature helps a small model to tell the window’s rows from those of the reference.',
  'calibration/class-share': 'Share of rows whose true answer is this class.',
  'estimated/class-share':
    'Share of rows of this class, worked out from the answers and how often they are mistaken.',
};

/** Of those whose key says little to a person. */
const labels: Readonly<Record<string, string>> = {
  'multivariate/pca': 'Error of putting rows together again (PCA)',
  'multivariate/domain': 'How well a small model tells them apart (AUC)',
  'multivariate/mmd': 'Distance of the samples as a whole (MMD²)',
};

/**
 * Why a difference that looks large may be no surprise.
 * @param many what a row is, in the plural. @param rows of the window. @param count independent rows that they are worth.
 */
const countAs = (many: string, rows: number, count: number): string =>
  `${many.charAt(0).toUpperCase()}${many.slice(1)} that follow one another resemble each other here: ${rows} ${many} count as about ${Math.max(1, Math.round(count))}. The chance allows for that.`;

export const figureText = {
  definitions,
  labels,
  countAs,
  value: 'Value',
  interval: '95 % interval',
  rows: 'Rows it was counted on',
  chance: 'By chance alone',
  limit: 'Counts as a change',
  unit: 'Formula',
  source: 'Definition',
  from: (limit: string) => `from ${limit} on`,
  down: (limit: string) => `at ${limit} and below`,
  lifted: 'it is beyond the limit for independent rows',
  noLimit: 'no limit is defined',
  noChance: 'not known',
  notMeasured: 'This window has no such figure',
  notMeasuredDetail: 'It is not measured on every window: labels may not be in yet, or it does not apply.',
  noWindow: 'The monitors do not hold this window any more',
  window: 'Open the window',
  state: {
    beyond: 'a change',
    far: 'far, but neighbouring rows resemble each other, so few count and a season may explain it',
    within: 'chance may explain it',
    unknown: '',
  },
  families: {
    performance: 'Performance',
    estimated: 'Estimated without labels',
    slices: 'By slice',
    drift: 'Inputs',
    prediction: 'Answers of the model',
    target: 'True answers',
    quality: 'Data quality',
    multivariate: 'All features together',
    calibration: 'Calibration',
    volume: 'Volume and labels',
    dependence: 'Rows that count',
    latency: 'Latency',
    detectors: 'Detectors that fired',
    prequential: 'Row by row',
  } as Readonly<Record<string, string>>,
  figure: 'Figure',
  change: '▲ A change',
  allOf: 'All figures of this window',
  backToWindow: 'Back to the window',
  measures: 'All measures of this feature',
};
