import { defineDataset } from '../define.ts';

export default defineDataset({
  id: 'car-loans-synthetic',
  label: 'Car loans (synthetic)',
  about: '12,500 made-up car loans in order of time. Will the loan be repaid?',
  task: 'binary',
  target: 'repaid',
  positive: 'repaid',
  timeColumn: 'timestamp',
  rows: 12500,
  columns: [
    { name: 'timestamp', kind: 'time', role: 'time' },
    { name: 'car_value', kind: 'number', role: 'feature' },
    { name: 'salary_range', kind: 'category', role: 'feature' },
    { name: 'debt_to_income_ratio', kind: 'number', role: 'feature' },
    { name: 'loan_length', kind: 'number', role: 'feature' },
    { name: 'repaid_loan_on_prev_car', kind: 'boolean', role: 'feature' },
    { name: 'size_of_downpayment', kind: 'category', role: 'feature' },
    { name: 'driver_tenure', kind: 'number', role: 'feature' },
    { name: 'repaid', kind: 'category', role: 'target' },
  ],
  drift: 'The publisher’s model is right for 94.4 % of the loans until the last quarter, then for 91.5 %.',
  lesson:
    'How good is a model whose answers come back years later? Until they do, only the inputs and the model’s own probabilities can be watched.',
  leaks: [],
  source: 'NannyML, synthetic.',
  citation: 'NannyML. Synthetic car loan data set, shipped with the Python package nannyml 0.13.1.',
  licence: { spdx: 'Apache-2.0', note: 'Synthetic; part of a package under Apache-2.0.' },
  changes: [
    'taken from nannyml 0.13.1 (PyPI)',
    'reference and analysis joined',
    'every 8th row',
    'model outputs left out',
    'stored in columns, no value changed',
  ],
  content: {
    from: 'file',
    file: 'car-loans-synthetic.mlt',
    bytes: 220650,
    sha256: 'e6fbc603346afd322300ec86760d334fc0087cc3a50a2c15a5dd3f819a4ccc63',
  },
});
