import { defineScenario } from '../define.ts';

export default defineScenario({
  id: 'quiet-applicants',
  label: 'Loan applicants: a world that you change yourself',
  order: 13,
  about: 'Forty-five thousand applicants, and nothing about them ever changes, unless you change it.',
  lesson:
    'On a quiet stream every alarm is false, so it shows what the monitors cost you in false alarms. Then break a sensor, move a mean or turn the rule round, and see which of them notices, how late, and what none of them can see.',
  dataset: 'agrawal',
  task: 'binary',
  target: { column: 'class', positive: 'class_1' },
  features: ['salary', 'commission', 'age', 'education', 'zip_code', 'house_value', 'years_owned', 'loan'],
  unit: { one: 'applicant', many: 'applicants' },
  arrange: { by: 'file' },
  // Rule 6 is linear in pay and loan: a logistic regression learns it, and after the perturbation its probabilities hold.
  generate: { rows: 45000, params: { concept: 6, course: 'linear', perturbation: 0.1 }, drift: [] },
  trainRows: 5000,
  windowRows: 500,
  labelDelayWindows: 2,
  metric: 'accuracy',
  alarm: { rule: 'metric-below-level', params: { margin: 0.03, windows: 2 } },
  model: { kind: 'logistic-regression', params: {} },
  training: { optimizer: 'adam', learningRate: 0.01, batchSize: 64, epochs: 15, validationShare: 0.2 },
  retrain: { mix: 'window', windowRows: 4000, halfLifeRows: 2000, warm: false, holdoutWindows: 4 },
  seed: 1993,
});
