// What is said beside rows that versions were judged on.

import { count, plural } from '../../ui/format.ts';

export const answeredText = {
  caption: 'Rows with their answers',
  loading: 'Answering these rows once more.',
  shown: (shown: number, all: number) =>
    shown === all ? `n = ${count(all)}` : `The first ${count(shown)} of ${plural(all, 'row')}`,
  failed: 'These rows can’t be shown',
  gone: 'The evaluation that they belong to is not in this project.',
  row: 'Row',
  rowHelp: 'Its number in the table of the stream.',
  truth: 'Truth',
  unknown: 'unknown',
  notJudged: 'not judged',
};
