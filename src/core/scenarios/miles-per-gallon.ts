import { defineScenario } from '../define.ts';

export default defineScenario({
  id: 'miles-per-gallon',
  label: 'Miles per gallon: the oil crisis',
  order: 3,
  about:
    'How many miles does a car go on a gallon of fuel? The first model learnt from the cars of 1970 to 1973.',
  lesson:
    'Engineers answered two oil crises: a car of the same weight and power came to need far less fuel. The model is wrong by more every year until it learns from newer cars.',
  dataset: 'auto-mpg',
  task: 'regression',
  target: { column: 'mpg' },
  features: ['cylinders', 'displacement', 'horsepower', 'weight', 'acceleration', 'origin'],
  unit: { one: 'car', many: 'cars' },
  targetUnit: 'mpg',
  arrange: { by: 'file' },
  trainRows: 124,
  windowRows: 14,
  labelDelayWindows: 1,
  metric: 'mae',
  alarm: { rule: 'metric-below-level', params: { margin: 0.7, windows: 3 } },
  model: { kind: 'linear-regression', params: {} },
  training: { optimizer: 'adam', learningRate: 0.02, batchSize: 16, epochs: 150, validationShare: 0.2 },
  retrain: { mix: 'window', windowRows: 90, halfLifeRows: 60, warm: false, holdoutWindows: 3 },
  seed: 1970,
});
