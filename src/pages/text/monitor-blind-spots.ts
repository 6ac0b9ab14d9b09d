// Words of the blind spots.

import { countText } from '../../core/wording.ts';

export const blindSpotsText = {
  title: 'What each measure cannot see',
  lesson:
    'Nothing that watches a model sees every kind of change: measures of single features miss features that no longer go together, and everything that looks at features alone misses answers that have changed. Watch with several that fail in different ways.',
  rows: 'Try it on',
  rowsOf: { 'made-up': 'Made-up rows', own: 'This project’s rows' },
  rowsHelp: {
    'made-up': 'Four features, two of them closely tied, and a model that knows the law of the answers.',
    own: 'The rows that windows are compared with, answered by the champion, with each change made to copies of them.',
  },
  run: 'Try every change',
  running: 'Trying every measure on every change',
  failed: 'It could not be tried',
  emptyTitle: 'Nothing has been tried yet',
  empty:
    'Here will be a table of every measure and detector against nine kinds of change: how often each fires.',
  caption: 'Windows in which each measure fired, by kind of change',
  watcher: 'Measure or detector',
  groups: {
    feature: 'One feature at a time',
    together: 'All features together',
    estimate: 'Estimated performance',
    errors: 'Wrong answers, once labels are in',
  },
  sees: (seen: number, windows: number): string => `sees ${seen} of ${windows}`,
  partly: (seen: number, windows: number): string => `${seen} of ${windows}`,
  blind: (seen: number, windows: number): string => `blind (${seen} of ${windows})`,
  alarms: (seen: number, windows: number): string => `${seen} of ${windows} false`,
  not: 'does not apply',
  open: (watcher: string, change: string, words: string): string =>
    `${change}, ${watcher}: ${words}. Show an example`,
  definition: (
    windows: number,
    rows: number,
    reference: number,
    calibration: number,
    share: number,
  ): string =>
    `${windows} windows of ${countText(rows)} rows for each change, compared with ${countText(reference)} reference rows. ` +
    `A measure fires where a window is stranger than ${Math.round((1 - share) * 100)} % of ${calibration} windows that nothing had happened to, so all have about the same rate of false alarms. ` +
    'Detectors count their firings, and most have fewer false alarms than that. ' +
    `Some look blind only because these windows are short: errors come late and few, and a detector that waits for proof needs more than ${countText(rows)} rows of them.`,
  noExample:
    'These rows have no two features of numbers, or can’t change like this: there is nothing to draw.',
};
