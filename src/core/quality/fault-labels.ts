/** What is wrong with the data, by the name of the figure. */
export const faultLabels: Readonly<Record<string, string>> = {
  missing: 'missing values',
  range: 'values out of range',
  'new-category': 'new values',
  vanished: 'vanished values',
  constant: 'one value only',
  duplicates: 'copies of rows',
  kind: 'values of another kind',
  unit: 'another unit',
};
