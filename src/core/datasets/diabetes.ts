import { defineDataset } from '../define.ts';

export default defineDataset({
  id: 'diabetes',
  label: 'Diabetes progression',
  about: 'Ten measurements of 442 patients. How far has the disease gone a year later?',
  task: 'regression',
  target: 'progression',
  rows: 442,
  columns: [
    { name: 'age', kind: 'integer', role: 'feature' },
    { name: 'sex', kind: 'category', role: 'feature' },
    { name: 'bmi', kind: 'number', role: 'feature' },
    { name: 'blood_pressure', kind: 'number', role: 'feature' },
    { name: 'total_cholesterol', kind: 'integer', role: 'feature' },
    { name: 'ldl', kind: 'number', role: 'feature' },
    { name: 'hdl', kind: 'number', role: 'feature' },
    { name: 'cholesterol_hdl_ratio', kind: 'number', role: 'feature' },
    { name: 'log_triglycerides', kind: 'number', role: 'feature' },
    { name: 'glucose', kind: 'integer', role: 'feature' },
    { name: 'progression', kind: 'integer', role: 'target' },
  ],
  drift: 'None: the rows are in no order of time.',
  lesson: 'A small regression in which no model is very good. Say so with an interval.',
  leaks: [],
  source: 'Efron, Hastie, Johnstone and Tibshirani (2004), Least Angle Regression.',
  citation: 'Efron, B. et al. (2004). Least Angle Regression. Annals of Statistics 32(2), 407-499.',
  licence: {
    spdx: 'LicenseRef-unstated',
    note: 'Published without a stated licence; redistributed for years inside BSD-licensed packages.',
  },
  changes: [
    'taken from scikit-learn 1.9.1 (PyPI)',
    'sex codes 1/2 written sex_1/sex_2 (the source does not say which is which)',
    'stored in columns, no value changed',
  ],
  content: {
    from: 'file',
    file: 'diabetes.mlt',
    bytes: 6026,
    sha256: 'ab260ffc5f9e7100c13bea9d4586db464ff7cf1efe8f50f42a1df0a285067c38',
  },
});
