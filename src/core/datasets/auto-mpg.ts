import { defineDataset } from '../define.ts';

export default defineDataset({
  id: 'auto-mpg',
  label: 'Miles per gallon, 1970–1982',
  about: '392 cars, ordered by model year. How far does each go on a gallon of fuel?',
  task: 'regression',
  target: 'mpg',
  timeColumn: 'model_year',
  rows: 392,
  columns: [
    { name: 'mpg', kind: 'number', role: 'target' },
    { name: 'cylinders', kind: 'integer', role: 'feature' },
    { name: 'displacement', kind: 'number', role: 'feature' },
    { name: 'horsepower', kind: 'integer', role: 'feature' },
    { name: 'weight', kind: 'integer', role: 'feature' },
    { name: 'acceleration', kind: 'number', role: 'feature' },
    { name: 'model_year', kind: 'integer', role: 'time' },
    { name: 'origin', kind: 'category', role: 'feature' },
    { name: 'name', kind: 'category', role: 'ignore' },
  ],
  drift:
    'A linear model trained on 1970–1973 is off by about 2 mpg at first, by 10 mpg in 1980 and by 7.6 mpg in 1981. Retrained on everything before each year it is off by 2.4 mpg in 1974 and by 3.7 mpg on average. The oil crises changed what the same weight and power mean.',
  lesson: 'The smallest honest drift there is: a few hundred rows, one cause, easy to see.',
  leaks: [],
  source: 'StatLib; Quinlan (1993); UCI Machine Learning Repository.',
  citation:
    'Quinlan, R. (1993). Combining instance-based and model-based learning. Proceedings of the Tenth International Conference on Machine Learning, 236-243.',
  licence: {
    spdx: 'CC-BY-4.0',
    note: 'Attribution required. UCI, CC BY 4.0; the package it was taken from declares CC0.',
  },
  changes: [
    'taken from bokeh-sampledata 2026.1 (PyPI)',
    'columns named',
    'sorted by year',
    'stored in columns, no value changed',
  ],
  content: {
    from: 'file',
    file: 'auto-mpg.mlt',
    bytes: 5450,
    sha256: '25e16baed067ec128dda4fbb441200ed43fce0444e0f176ee2dde351c6594059',
  },
});
