import { defineScenario } from '../define.ts';

import digits from '../datasets/digits8x8.ts';

export default defineScenario({
  id: 'digits',
  label: 'Digits: validation promises too much',
  order: 8,
  about:
    'Which of the ten digits was written by hand? The first model learnt from the first 300 rows of the file.',
  lesson:
    'No clock runs here, yet the model is worse than its validation promised. Rows that stand together in the file look alike, perhaps because one person wrote them, and the validation rows were drawn from among the training rows. Learnt from 300 rows of the whole file, the same model would be right for 93 of 100 instead of 85.',
  dataset: 'digits8x8',
  task: 'multiclass',
  target: { column: 'digit' },
  features: digits.columns.filter((column) => column.role === 'feature').map((column) => column.name),
  unit: { one: 'digit', many: 'digits' },
  arrange: { by: 'file' },
  trainRows: 300,
  windowRows: 50,
  labelDelayWindows: 1,
  metric: 'accuracy',
  alarm: { rule: 'metric-below-level', params: { margin: 0.08, windows: 3 } },
  model: { kind: 'softmax-regression', params: {} },
  training: { optimizer: 'adam', learningRate: 0.02, batchSize: 32, epochs: 30, validationShare: 0.2 },
  retrain: { mix: 'all', windowRows: 600, halfLifeRows: 600, warm: false, holdoutWindows: 2 },
  seed: 1998,
});
