import { defineDataset } from '../define.ts';

export default defineDataset({
  id: 'iris',
  label: 'Iris flowers',
  about: 'Sepals and petals of 150 flowers of three species. Which species is it?',
  task: 'multiclass',
  target: 'species',
  rows: 150,
  columns: [
    { name: 'sepal_length_cm', kind: 'number', role: 'feature' },
    { name: 'sepal_width_cm', kind: 'number', role: 'feature' },
    { name: 'petal_length_cm', kind: 'number', role: 'feature' },
    { name: 'petal_width_cm', kind: 'number', role: 'feature' },
    { name: 'species', kind: 'category', role: 'target' },
  ],
  drift: 'None: the rows are in no order of time.',
  lesson: 'A first classifier.',
  leaks: [],
  source: 'UCI Machine Learning Repository 53, doi:10.24432/C56C76.',
  citation:
    'Fisher, R. A. (1936). The use of multiple measurements in taxonomic problems. Annals of Eugenics 7, 179-188.',
  licence: {
    spdx: 'CC-BY-4.0',
    note: 'Attribution required: credit, link to the licence, note of changes. UCI lists donated data sets under CC BY 4.0.',
  },
  changes: ['taken from scikit-learn 1.9.1 (PyPI)', 'stored in columns, no value changed'],
  content: {
    from: 'file',
    file: 'iris.mlt',
    bytes: 688,
    sha256: 'f90c3d4255e94fbbaa9f3af5a1a9ba2fbc3c898e68647d4e7a2cd09936eb5be7',
  },
});
