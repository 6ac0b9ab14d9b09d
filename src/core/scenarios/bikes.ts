import { defineScenario } from '../define.ts';

export default defineScenario({
  id: 'bikes',
  label: 'Bikes: a winter model meets spring',
  order: 1,
  about:
    'Will at least 150 bikes be rented in the next hour? The first model learnt from January and February.',
  lesson:
    'In spring people ride more in the same hour and the same weather. The model cannot know that; a model trained on the last weeks can.',
  dataset: 'bike-share-2011',
  task: 'binary',
  target: { column: 'rush', positive: 'yes' },
  features: ['hour', 'workingday', 'weather', 'temp', 'humidity', 'windspeed'],
  unit: { one: 'hour', many: 'hours' },
  arrange: { by: 'file' },
  trainRows: 1337,
  windowRows: 72,
  labelDelayWindows: 1,
  metric: 'accuracy',
  alarm: { rule: 'metric-below-level', params: { margin: 0.14, windows: 3 } },
  model: { kind: 'logistic-regression', params: {} },
  training: {
    optimizer: 'adam',
    learningRate: 0.02,
    batchSize: 32,
    epochs: 40,
    validationShare: 0.2,
    rateCourse: 'cosine',
  },
  retrain: { mix: 'window', windowRows: 1000, halfLifeRows: 300, warm: false, holdoutWindows: 4 },
  seed: 2011,
});
