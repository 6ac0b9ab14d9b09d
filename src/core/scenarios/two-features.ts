import { defineScenario } from '../define.ts';

export default defineScenario({
  id: 'two-features',
  label: 'Two features: watch the line turn',
  order: 11,
  about: 'Is a point above or below the line? Halfway the line begins to turn.',
  lesson:
    'Everything can be seen. The points stay where they are and the rule changes, so no look at the inputs gives the drift away. Only labels do.',
  dataset: 'two-features',
  task: 'binary',
  target: { column: 'class', positive: 'above' },
  features: ['x1', 'x2'],
  unit: { one: 'point', many: 'points' },
  arrange: { by: 'file' },
  generate: {
    rows: 6000,
    params: { angle: 45, offset: 0, sharpness: 6, noise: 0.05, shift: 0 },
    drift: [{ atRow: 2500, overRows: 1000, to: { angle: 135 } }],
  },
  trainRows: 1000,
  windowRows: 100,
  labelDelayWindows: 1,
  metric: 'accuracy',
  alarm: { rule: 'metric-below-level', params: { margin: 0.06, windows: 3 } },
  model: { kind: 'logistic-regression', params: {} },
  training: { optimizer: 'adam', learningRate: 0.02, batchSize: 32, epochs: 30, validationShare: 0.2 },
  retrain: { mix: 'window', windowRows: 600, halfLifeRows: 300, warm: false, holdoutWindows: 2 },
  seed: 1,
});
