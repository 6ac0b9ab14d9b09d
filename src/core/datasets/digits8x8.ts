import { defineDataset } from '../define.ts';

// p34 is the grey level, 0 to 16, of the pixel in row 3, column 4.
const pixels = Array.from({ length: 64 }, (_, i) => `p${i >> 3}${i % 8}`);

export default defineDataset({
  id: 'digits8x8',
  label: 'Handwritten digits, 8 × 8',
  about: '1,797 handwritten digits of 13 writers as 8 × 8 images with 17 levels of grey. Which digit is it?',
  task: 'multiclass',
  target: 'digit',
  rows: 1797,
  columns: [
    ...pixels.map((name) => ({ name, kind: 'integer', role: 'feature' }) as const),
    { name: 'digit', kind: 'integer', role: 'target' },
  ],
  drift:
    'No order of time, but rows that stand together in the file look alike: softmax regression learnt on the first 300 rows is right for 85 % of the rest, learnt on 300 rows drawn at random for 93 %.',
  lesson:
    'Ten classes, and a validation that promises too much when its rows stand beside the training rows.',
  leaks: [],
  source: 'UCI Machine Learning Repository 80 (test part of optdigits), doi:10.24432/C50P49.',
  citation: 'Alpaydin, E. & Kaynak, C. (1998). Optical Recognition of Handwritten Digits. UCI.',
  licence: {
    spdx: 'CC-BY-4.0',
    note: 'Attribution required: credit, link to the licence, note of changes. UCI lists donated data sets under CC BY 4.0.',
  },
  changes: ['taken from scikit-learn 1.9.1 (PyPI)', 'stored in columns, no value changed'],
  image: { width: 8, height: 8, channels: 1, brightest: 16 },
  content: {
    from: 'file',
    file: 'digits8x8.mlt',
    bytes: 43630,
    sha256: 'bd481b1a32ccc2271f2074a55c2ba5b67762192d17eb44ea75961d7da0491e5a',
  },
});
