import { defineScenario } from '../define.ts';

export default defineScenario({
  id: 'rotating-hyperplane',
  label: 'Rotating hyperplane: drift without end',
  order: 12,
  about: 'Ten features and a plane that never stops turning.',
  lesson:
    'The rule keeps changing, so every model grows old. One retraining is not enough: what counts is how often, and on how many of the latest rows.',
  dataset: 'rotating-hyperplane',
  task: 'binary',
  target: { column: 'class', positive: 'positive' },
  features: ['x1', 'x2', 'x3', 'x4', 'x5', 'x6', 'x7', 'x8', 'x9', 'x10'],
  unit: { one: 'row', many: 'rows' },
  arrange: { by: 'file' },
  generate: {
    rows: 12000,
    params: { relevant: 10, angle: 0, noise: 0.05 },
    drift: [{ atRow: 2000, overRows: 10000, to: { angle: 180 } }],
  },
  trainRows: 1500,
  windowRows: 150,
  labelDelayWindows: 1,
  metric: 'accuracy',
  alarm: { rule: 'metric-below-level', params: { margin: 0.06, windows: 3 } },
  model: { kind: 'logistic-regression', params: {} },
  training: { optimizer: 'adam', learningRate: 0.02, batchSize: 32, epochs: 30, validationShare: 0.2 },
  retrain: { mix: 'window', windowRows: 1200, halfLifeRows: 600, warm: false, holdoutWindows: 2 },
  seed: 2001,
});
