import { defineDataset } from '../define.ts';

export default defineDataset({
  id: 'penguins',
  label: 'Palmer penguins',
  about: '344 penguins of three species on three islands, measured in 2007–2009.',
  task: 'multiclass',
  target: 'species',
  rows: 344,
  columns: [
    { name: 'species', kind: 'category', role: 'target' },
    { name: 'island', kind: 'category', role: 'group' },
    { name: 'bill_length_mm', kind: 'number', role: 'feature' },
    { name: 'bill_depth_mm', kind: 'number', role: 'feature' },
    { name: 'flipper_length_mm', kind: 'number', role: 'feature' },
    { name: 'body_mass_g', kind: 'number', role: 'feature' },
    { name: 'sex', kind: 'category', role: 'feature' },
    { name: 'year', kind: 'integer', role: 'feature' },
  ],
  drift:
    'Between islands: body mass learnt from bill and flipper on Biscoe (linear model) is off by 255 g there and by 616 g on Dream; learnt on Dream, by 246 g there and by 1,104 g on Biscoe.',
  lesson:
    'A model moves to another place. Other species live there, some cells are missing, and species and island are easily confused.',
  leaks: [],
  source: 'Palmer Station LTER; Horst, Hill and Gorman, doi:10.5281/zenodo.3960218.',
  citation:
    'Gorman KB, Williams TD, Fraser WR (2014) PLoS ONE 9(3): e90081; Horst AM, Hill AP, Gorman KB (2020) palmerpenguins.',
  licence: { spdx: 'CC0-1.0', note: 'Dedicated to the public domain.' },
  changes: ['taken from palmerpenguins 0.1.6 (PyPI)', 'stored in columns, no value changed'],
  content: {
    from: 'file',
    file: 'penguins.mlt',
    bytes: 1828,
    sha256: 'd30ca64343c89b00663e557bc488476998a41ce9fffeaaf7e935fd9524c316c9',
  },
});
