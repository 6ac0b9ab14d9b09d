import { defineDataset } from '../define.ts';

export default defineDataset({
  id: 'bike-share-2011',
  label: 'Bike sharing in Washington, 2011',
  about: '8,645 hours of 2011 with their weather. Will at least 150 bikes be rented in this hour?',
  task: 'binary',
  target: 'rush',
  positive: 'yes',
  timeColumn: 'time',
  rows: 8645,
  columns: [
    { name: 'time', kind: 'time', role: 'time' },
    { name: 'hour', kind: 'category', role: 'feature' },
    { name: 'weekday', kind: 'category', role: 'feature' },
    { name: 'workingday', kind: 'boolean', role: 'feature' },
    { name: 'holiday', kind: 'boolean', role: 'feature' },
    { name: 'weather', kind: 'category', role: 'feature' },
    { name: 'temp', kind: 'number', role: 'feature' },
    { name: 'feels_like', kind: 'number', role: 'feature' },
    { name: 'humidity', kind: 'number', role: 'feature' },
    { name: 'windspeed', kind: 'number', role: 'feature' },
    { name: 'casual', kind: 'integer', role: 'ignore' },
    { name: 'registered', kind: 'integer', role: 'ignore' },
    { name: 'rentals', kind: 'integer', role: 'ignore' },
    { name: 'rush', kind: 'category', role: 'target' },
  ],
  drift:
    'A logistic model trained on January and February is right for 88 of 100 hours in March, 74 in April and 63 in May. Retrained each month on the last 45 days it is right for 81 to 90. Rush hours are 20 % of March and 58 % of June.',
  lesson:
    'A winter model meets spring. The weather changes, rush hours become common, and the same weather comes to mean something else: three kinds of drift at once, in a setting everybody knows.',
  leaks: [
    'casual + registered = rentals, and a rush is 150 rentals or more: none of the three may be a feature.',
  ],
  source: 'Capital Bikeshare system data, weather from freemeteo; Fanaee-T and Gama (2014).',
  citation:
    'Fanaee-T, H., Gama, J. (2014). Event labeling combining ensemble detectors and background knowledge. Progress in Artificial Intelligence 2, 113-127.',
  licence: {
    spdx: 'CC-BY-4.0',
    note: 'Attribution required. UCI Bike Sharing Dataset, CC BY 4.0; the package it was taken from is BSD-2-Clause.',
  },
  changes: [
    'taken from ISLP 0.6.0 (PyPI)',
    'time and weekday built from day and hour of 2011',
    'column names made readable',
    'rush added',
    'hour kept as a category: its effect does not rise with its number',
    'stored in columns, no value changed',
  ],
  content: {
    from: 'file',
    file: 'bike-share-2011.mlt',
    bytes: 53864,
    sha256: '8b9a52e43d4a440b8cbddaf5742882f2647cc935ad608efb23ed0c93dcd0285a',
  },
});
