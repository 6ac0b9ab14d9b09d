import { defineScenario } from '../define.ts';

export default defineScenario({
  id: 'penguins-by-island',
  label: 'Penguins: from island to island',
  order: 7,
  about:
    'How heavy is a penguin, judged by bill and flipper? The first model was made on Biscoe; then it moves to Dream.',
  lesson:
    'Other species live on Dream. The same flipper belongs to another bird there, and the model is wrong by twice as much, at once.',
  dataset: 'penguins',
  task: 'regression',
  target: { column: 'body_mass_g' },
  features: ['bill_length_mm', 'bill_depth_mm', 'flipper_length_mm'],
  unit: { one: 'penguin', many: 'penguins' },
  targetUnit: 'g',
  arrange: { by: 'group', column: 'island', groups: ['Biscoe', 'Dream'] },
  trainRows: 132,
  windowRows: 12,
  labelDelayWindows: 1,
  metric: 'mae',
  alarm: { rule: 'metric-below-level', params: { margin: 140, windows: 3 } },
  model: { kind: 'linear-regression', params: {} },
  training: { optimizer: 'adam', learningRate: 0.02, batchSize: 16, epochs: 150, validationShare: 0.2 },
  retrain: { mix: 'new', windowRows: 60, halfLifeRows: 24, warm: false, holdoutWindows: 2 },
  seed: 2007,
});
