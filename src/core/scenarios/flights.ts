import { defineScenario } from '../define.ts';

export default defineScenario({
  id: 'flights',
  label: 'Flights: a winter model in the holidays',
  order: 2,
  about:
    'Will this flight leave New York more than 15 minutes late? The first model learnt from January and February.',
  lesson:
    'In July more flights are late than the model expects, so its probabilities are too low. Retraining repairs that. In December a model retrained on autumn is the worse one: the last weeks are not always like the next.',
  dataset: 'nyc-flights-2013',
  task: 'binary',
  target: { column: 'late', positive: 'late' },
  features: [
    'hour',
    'carrier',
    'origin',
    'distance_miles',
    'temp_f',
    'humidity',
    'wind_mph',
    'precip_in',
    'pressure_mb',
    'visibility_miles',
  ],
  unit: { one: 'flight', many: 'flights' },
  arrange: { by: 'file' },
  trainRows: 3584,
  windowRows: 330,
  labelDelayWindows: 1,
  metric: 'log-loss',
  alarm: { rule: 'metric-below-level', params: { margin: 0.1, windows: 2 } },
  model: { kind: 'logistic-regression', params: {} },
  training: { optimizer: 'adam', learningRate: 0.01, batchSize: 64, epochs: 30, validationShare: 0.2 },
  retrain: { mix: 'window', windowRows: 3960, halfLifeRows: 2000, warm: false, holdoutWindows: 4 },
  seed: 2013,
});
