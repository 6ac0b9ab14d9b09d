import { defineScenario } from '../define.ts';

export default defineScenario({
  id: 'employment',
  label: 'Employment (control): years pass and nothing breaks',
  order: 9,
  about:
    'Is this person employed? The first model learnt from the survey of 2015 and the stream runs until 2018.',
  lesson:
    'A control. Three years later the model is as good as on its first day, and a retrained one is not better. Time alone is no reason to retrain.',
  dataset: 'ma-employment',
  task: 'binary',
  target: { column: 'employed', positive: 'employed' },
  features: [
    'age',
    'schooling_code',
    'relationship_code',
    'citizenship_code',
    'moved',
    'military_code',
    'race_code',
  ],
  unit: { one: 'person', many: 'people' },
  arrange: { by: 'file' },
  trainRows: 3440,
  windowRows: 200,
  labelDelayWindows: 1,
  metric: 'accuracy',
  alarm: { rule: 'metric-below-level', params: { margin: 0.05, windows: 3 } },
  model: { kind: 'mlp', params: { layers: 1, units: 16, activation: 'relu' } },
  training: { optimizer: 'adam', learningRate: 0.01, batchSize: 64, epochs: 30, validationShare: 0.2 },
  retrain: { mix: 'window', windowRows: 3440, halfLifeRows: 2000, warm: false, holdoutWindows: 4 },
  seed: 2015,
});
