import { defineScenario } from '../define.ts';

export default defineScenario({
  id: 'car-loans',
  label: 'Car loans: the answers come late',
  order: 5,
  about: 'Will this loan be repaid? The answer is known only much later.',
  lesson:
    'Labels arrive four windows after the decision. When the alarm rings, the damage is four windows old: with slow labels it pays to watch the inputs and the probabilities as well.',
  dataset: 'car-loans-synthetic',
  task: 'binary',
  target: { column: 'repaid', positive: 'repaid' },
  features: [
    'car_value',
    'salary_range',
    'debt_to_income_ratio',
    'loan_length',
    'repaid_loan_on_prev_car',
    'size_of_downpayment',
    'driver_tenure',
  ],
  unit: { one: 'loan', many: 'loans' },
  arrange: { by: 'file' },
  trainRows: 6250,
  windowRows: 250,
  labelDelayWindows: 4,
  metric: 'accuracy',
  alarm: { rule: 'metric-below-level', params: { margin: 0.02, windows: 2 } },
  model: { kind: 'logistic-regression', params: {} },
  training: { optimizer: 'adam', learningRate: 0.01, batchSize: 64, epochs: 30, validationShare: 0.2 },
  retrain: { mix: 'window', windowRows: 1000, halfLifeRows: 1000, warm: false, holdoutWindows: 4 },
  seed: 2018,
});
