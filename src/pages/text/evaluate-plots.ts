// What the plots of an evaluation say.

import { count, fixed } from '../../ui/format.ts';

const hundred = (part: number, all: number): string =>
  all > 0 ? `${fixed((100 * part) / all, 0)} of 100` : 'none';

export const plotsText = {
  title: 'Plots',
  none: 'No evaluation to draw yet',
  noneDetail: 'Once a version is evaluated, its curves, tables and errors are drawn here.',
  evaluate: 'Evaluate now',
  loading: 'Asking both versions about every row',
  loadingDetail: 'The plots follow in a moment.',
  failed: 'The plots can’t be drawn',
  slice: 'Rows',
  sliceHelp: 'All plots below are of these rows.',
  positiveClass: 'Class',
  positiveClassHelp: 'The curves set this class against all others.',
  bins: 'Bins of the calibration',
  binsBy: { width: 'Equal width', quantile: 'Equal rows' },
  confusion: 'What was true, what was answered',
  confusionSubtitle: (rows: number) =>
    `Rows by truth and answer, and their share of the truth. Open a cell to see its rows. n = ${count(rows)} rows`,
  confusionOf: (version: string) => `Answers of ${version}`,
  truthHead: 'True',
  answered: (name: string) => `said ${name}`,
  cell: (truth: string, answer: string) => `rows and share: ${truth}, answered ${answer}`,
  cellTitle: (version: string, truth: string, answer: string) => `${version}: ${truth}, answered ${answer}`,
  threshold: 'Threshold',
  thresholdSubtitle: 'From which score on a row is called positive. It changes the answers, not the model.',
  thresholdField: (positive: string) => `Called ${positive} from`,
  thresholdWords: (
    positive: string,
    at: { truePositives: number; falsePositives: number; trueNegatives: number; falseNegatives: number },
  ) => {
    const called = at.truePositives + at.falsePositives;
    const found = hundred(at.truePositives, at.truePositives + at.falseNegatives);
    return (
      `Finds ${found} ${positive} (${count(at.truePositives)} of ${count(at.truePositives + at.falseNegatives)}). ` +
      (called > 0
        ? `Of ${count(called)} rows that it calls ${positive}, ${hundred(at.falsePositives, called)} are not.`
        : `It calls no row ${positive}.`)
    );
  },
  costWords: (perRow: number) => `Mistakes cost ${fixed(perRow, 3)} a row.`,
  best: { f1: 'Best F1', youden: 'Best Youden’s J', cost: 'Least cost', recall: 'Find 90 of 100' },
  noBest: 'These rows do not allow that choice: it needs rows of both kinds.',
  openCalled: (positive: string) => `Rows called ${positive}`,
  ask: 'Ask new versions at this threshold',
  asked: (threshold: number) => `What is asked uses ${fixed(threshold)} now.`,
  saved: (threshold: number) =>
    `New versions answer from ${fixed(threshold)} on. Those that there are stay as they were made.`,
  rows: {
    above: (version: string, threshold: number) => `${version}: scores of ${fixed(threshold, 3)} or more`,
    between: (version: string, from: number, to: number) =>
      `${version}: scores ${fixed(from, 3)} to ${fixed(to, 3)}`,
    tenth: (version: string, tenth: number) => `${version}: tenth ${tenth + 1} by score`,
    residuals: (version: string, from: string, to: string) => `${version}: off by ${from} to ${to}`,
    sizes: (version: string, size: string) => `${version}: off by ${size} or more`,
    period: (label: string) => `Rows around ${label}`,
    one: 'One row',
  },
  about: (rows: number) => `n = ${count(rows)} rows`,
  rowsLabel: (from: number, to: number) => `rows ${count(from + 1)}–${count(to)}`,
  wrongShare: 'share of wrong answers',
  meanError: (unit: string) => `mean absolute error${unit ? ` in ${unit}` : ''}`,
  openRun: (name: string) => `Open ${name}`,
};
