import { defineScenario } from '../define.ts';

export default defineScenario({
  id: 'wine-red-to-white',
  label: 'Wine: from red to white',
  order: 6,
  about:
    'Will tasters call a wine good (6 points or more)? The first model knows red wine; then white wine arrives.',
  lesson:
    'White wine has other values in almost every column, and the model has never seen them. This is no slow drift but another place: retrain on what is poured now.',
  dataset: 'wine-quality',
  task: 'binary',
  target: { column: 'quality', atLeast: 6 },
  features: [
    'fixed_acidity',
    'volatile_acidity',
    'citric_acid',
    'residual_sugar',
    'chlorides',
    'free_sulfur_dioxide',
    'total_sulfur_dioxide',
    'density',
    'ph',
    'sulphates',
    'alcohol',
  ],
  unit: { one: 'wine', many: 'wines' },
  arrange: { by: 'group', column: 'color', groups: ['red', 'white'] },
  trainRows: 1400,
  windowRows: 100,
  labelDelayWindows: 1,
  metric: 'accuracy',
  alarm: { rule: 'metric-below-level', params: { margin: 0.03, windows: 3 } },
  model: { kind: 'logistic-regression', params: {} },
  training: { optimizer: 'adam', learningRate: 0.01, batchSize: 32, epochs: 40, validationShare: 0.2 },
  retrain: { mix: 'window', windowRows: 400, halfLifeRows: 500, warm: false, holdoutWindows: 2 },
  seed: 2009,
});
