import { defineScenario } from '../define.ts';

export default defineScenario({
  id: 'rain',
  label: 'Rain: fifty years of weather',
  order: 4,
  about: 'Will it rain? The first model learnt from the first ten years at an air base in Nebraska.',
  lesson:
    'The weather and the way it is measured change slowly. Retraining gains about two days in a hundred: is that worth its cost?',
  dataset: 'noaa-weather',
  task: 'binary',
  target: { column: 'rain', positive: 'rain' },
  features: [
    'temperature',
    'dew_point',
    'sea_level_pressure',
    'visibility',
    'average_wind_speed',
    'max_sustained_wind_speed',
    'minimum_temperature',
    'maximum_temperature',
  ],
  unit: { one: 'day', many: 'days' },
  arrange: { by: 'file' },
  trainRows: 3631,
  windowRows: 182,
  labelDelayWindows: 1,
  metric: 'accuracy',
  alarm: { rule: 'metric-below-level', params: { margin: 0.05, windows: 3 } },
  model: { kind: 'logistic-regression', params: {} },
  training: { optimizer: 'adam', learningRate: 0.01, batchSize: 64, epochs: 60, validationShare: 0.2 },
  retrain: { mix: 'window', windowRows: 1460, halfLifeRows: 1460, warm: false, holdoutWindows: 4 },
  seed: 1949,
});
