// What the catalogue's search says.

import { count } from '../../ui/format.ts';

export const catalogueText = {
  search: 'Search the data sets',
  words: 'Words',
  withScene: 'Has a scene',
  found: (n: number, all: number) => `${count(n)} of ${count(all)} data sets`,
  nothing: 'No data set is like that. Take a word away, or another size.',
  any: 'Any',
  use: 'Use this data',
  made: 'Made here, with any number of rows',
  sizes: {
    small: 'Fewer than 1,000 rows',
    medium: '1,000 to 9,999 rows',
    large: '10,000 rows and more',
  },
};
