// What the Evaluate room says: its frame, the verdict and the comparison.

import { sayNumber } from '../../core/gate-check/say.ts';
import { count, plural } from '../../ui/format.ts';

const rows = (n: number): string => plural(n, 'row');

export const evaluateRoomText = {
  label: 'Parts of the evaluation',
  sections: {
    verdict: 'Verdict',
    slices: 'Slices',
    plots: 'Plots',
    compare: 'Compare',
    folds: 'Folds',
    asked: 'What is asked',
  },
  candidate: 'Version',
  baseline: 'Against',
  alone: 'No other',
  again: 'Evaluate again',
  first: 'Evaluate',
  noVersion: 'No version yet',
  noVersionDetail: 'The first model is evaluated here as soon as it has learnt.',
  notAsked: 'These two have not been compared yet',
  notAskedAlone: 'This version has not been evaluated yet',
  notAskedDetail: 'Evaluate them on labelled rows that neither has learnt from.',
  running: 'Evaluating',
  doing: {
    scoring: 'Answering the rows',
    slicing: 'Sorting the rows into slices',
    resampling: 'Drawing the rows again and again to see how sure each figure is',
    testing: 'Running the tests',
  },
  failed: 'The evaluation broke off',
  failedSafe: 'Nothing was changed. Evaluate again, or change what is asked.',
  stale: 'This evaluation is out of date',
  staleDetail: 'It stays readable, and can be made anew.',
  parts: {
    holdout: 'labelled rows of the stream that neither has learnt from, kept back to compare on',
    test: 'test rows of the split',
    validation: 'validation rows of its training',
    stream: 'labelled rows of the stream that neither has learnt from',
  },
  on: (n: number) => `On ${rows(n)}`,
  onRows: (part: string, took: string) => `: ${part}. Took ${took}.`,
  onTitle: 'Rows that both were judged on',
  version: (n: number) => `v${n}`,
  roles: { champion: 'champion', challenger: 'challenger' },
};

export const verdictText = {
  title: 'Verdict',
  passed: (v: string) => `${v} passed its gate`,
  failed: (v: string) => `${v} did not pass its gate`,
  unclear: (v: string, asked: string) => `Not enough evidence that ${v} ${asked}`,
  /** What a gate that is open waits to be shown. */
  claims: {
    several: 'meets its gate',
    better: (label: string, size: string) => `is better in ${label} by at least ${size}`,
    betterAtAll: (label: string) => `is better in ${label}`,
    notWorse: (label: string, size: string) => `is no more than ${size} worse in ${label}`,
    least: (label: string, bound: string) => `reaches at least ${bound} in ${label}`,
    most: (label: string, bound: string) => `stays at ${bound} or below in ${label}`,
    on: (claim: string, slice: string) => `${claim} on ${slice}`,
  },
  failedTest: (v: string, n: number) => `${v} passed its gate, but failed ${plural(n, 'test')}`,
  better: (v: string) => `${v} did better, by more than chance explains`,
  worse: (v: string) => `${v} did worse, by more than chance explains`,
  either: (v: string) => `${v} could be better or worse: the interval holds zero`,
  figures: (label: string, candidate: string, other: string, baseline: string, n: number) =>
    `${label} ${candidate} against ${baseline} of ${other} on the same ${rows(n)}`,
  difference: (value: string, low: string, high: string, confidence: number) =>
    `difference ${value}, ${Math.round(confidence * 100)} % interval ${low} to ${high}`,
  stamp:
    'There was no version to compare with, so nothing was asked of the change. TFMA calls this a rubber stamp.',
  moreLabels: (n: string, likely: string) => `About ${n} more labels would decide it, most likely ${likely}.`,
  noMoreLabels: (n: string, left: number, likely: string) =>
    `This stream can’t decide it: that would take about ${n} more labels, and ${left === 0 ? 'none is' : `${count(left)} ${left === 1 ? 'is' : 'are'}`} left. If the figures stay as they are, it would be ${likely}.`,
  likely: { met: 'for it', missed: 'against it' },
  noThresholds: 'The gate asks for nothing. By TFMA’s rule a gate without thresholds is not passed.',
  setThresholds: 'Set thresholds',
  failures: 'What stands in the way',
  failuresSubtitle: (n: number) =>
    `${plural(n, 'thing')} asked for ${n === 1 ? 'is' : 'are'} missed or not decided yet. Press “Show rows” for what is behind one`,
  noFailures: 'Nothing stands in the way.',
  missed: 'missed',
  open: 'not decided',
  lacking: 'not measured',
  showRows: 'Show rows',
  more: (n: number) => `Show more (${count(n)} left)`,
  thresholds: 'Thresholds',
  thresholdsSubtitle: (semantics: string, evidence: boolean) =>
    `By ${semantics}’s rule${evidence ? '; what is asked for is met or missed only where the whole interval lies on one side of it' : '; the figure alone decides, whatever its interval'}`,
  columns: {
    figure: 'Figure',
    slice: 'Slice',
    n: 'n',
    value: 'Found',
    interval: 'Interval',
    bound: 'Asked for',
    outcome: 'Outcome',
  },
  kept: 'met',
  keptInDoubt: 'not clearly missed',
  outcomeHelp:
    'Met: the whole interval lies where it should. Missed: all of it lies where it should not. Not decided: it lies on both sides, so more labels are needed. Not clearly missed: it lies on both sides too, but this only guards against a version that is clearly worse, so it may pass.',
  rules:
    'TFMA is TensorFlow Model Analysis, MLflow a registry of models: both check versions by thresholds, and differ where the figure of the other version is 0 or below.',
  skipped: 'skipped: nothing to compare with',
  worstOf: (slice: string, n: number) => `${slice}, the worst of ${plural(n, 'slice')}`,
  export: 'Save as a file (TFMA’s ValidationResult)',
  changes: 'Figures that changed beyond chance',
  noChanges: (n: number) => `None of the ${plural(n, 'other figure')} changed by more than chance explains.`,
  changeLine: (label: string, tells: string, difference: string, n: number) =>
    `${label} is ${tells}: ${difference}, n = ${count(n)}`,
  compare: 'Compare every figure',
  tests: 'Tests',
  testsSubtitle: (passed: number, all: number) => `${passed} of ${all} passed`,
  noTests: 'No tests are asked for.',
  testStates: { passed: 'passed', failed: 'failed', none: 'does not apply' },
  testRows: (n: number) => `Show ${rows(n)}`,
  testRowsTitle: (test: string) => `Rows that show it: ${test}`,
  sliceRowsTitle: (slice: string) => `Rows of ${slice}`,
  rowsAbout: (n: number) => `n = ${count(n)}`,
};

/** "p = 0.03", "p < 0.001". */
export const pWords = (value: number): string => (value < 0.001 ? 'p < 0.001' : `p = ${sayNumber(value, 3)}`);

export const compareText = {
  alone: 'There is nothing to compare with',
  aloneDetail: 'Choose another version above, and both are judged on the same rows.',
  differences: 'Difference of every figure',
  differencesSubtitle: (candidate: string, baseline: string, n: number, confidence: number) =>
    `${candidate} minus ${baseline} on the same ${rows(n)}, with ${Math.round(confidence * 100)} % paired intervals`,
  figure: 'Figure',
  change: 'Difference',
  picture: 'Where zero is',
  tells: 'What it says',
  better: 'better',
  worse: 'worse',
  open: 'can’t be told',
  neither: 'no better or worse',
  answers: 'Answers of both',
  answersSubtitle: (same: number, n: number) => `Both give the same answer for ${count(same)} of ${rows(n)}`,
  answersCaption: (candidate: string, baseline: string) =>
    `Answers of ${baseline} in rows, of ${candidate} in columns`,
  cell: (n: number, candidate: string, one: string, baseline: string, other: string) =>
    `${rows(n)} that ${candidate} calls ${one} and ${baseline} calls ${other}`,
  correlation: (value: string, n: number) =>
    `The answers of both have a correlation of ${value} over ${rows(n)}.`,
  onlyCandidate: (v: string) => `Only ${v} is right`,
  onlyBaseline: (v: string) => `Only ${v} is right`,
  bothRight: 'Both are right',
  bothWrong: 'Both are wrong',
  mcnemar: (p: string, exact: boolean, chance: boolean) =>
    `${chance ? 'That one is right more often than the other where they differ may be chance' : 'That one is right more often than the other where they differ is more than chance explains'}: ${p} by McNemar’s ${exact ? 'exact test' : 'test with continuity correction'}.`,
  further: 'The same by other tests',
  boldly: (midP: string, chiSquare: string, chiSquareP: string) =>
    `Where only one of them is right, McNemar’s mid-p test says ${midP}, and without a correction χ² = ${chiSquare}, ${chiSquareP}. Both are bolder than the test above.`,
  areaError: (v: string, area: string, delong: string, hanley: string) =>
    `The area under the ROC curve of ${v} is ${area}, with a standard error of ${delong} by DeLong and ${hanley} by Hanley and McNeil, who look at the area and the numbers of rows alone.`,
  draws: (of100: number) => `better in ${of100} of 100 draws`,
  delong: (z: string, p: string) => `Of the areas under their ROC curves, DeLong’s test says z = ${z}, ${p}.`,
  cost: (v: string, value: string, low: string, high: string) =>
    `By the cost matrix ${v} costs ${value} more per row (${low} to ${high}).`,
  costSaved: (v: string, value: string, low: string, high: string) =>
    `By the cost matrix ${v} costs ${value} less per row (${low} to ${high}).`,
  flips: 'Rows where the two differ',
  flipsSubtitle: (n: number, all: number) => `${count(n)} of ${rows(all)} get another answer`,
  largest: (all: number) => `The rows whose answers moved most, of ${rows(all)}`,
  flipKind: (kind: 'all' | 'gained' | 'lost' | 'other', n: number, candidate: string, baseline: string) =>
    `${{ all: 'All', gained: `Only ${candidate} right`, lost: `Only ${baseline} right`, other: 'Both wrong' }[kind]} (${count(n)})`,
  show: 'Show',
  noFlips: 'Both give the same answers.',
  regressions: 'Slice by slice',
  regressionsSubtitle: (label: string) =>
    `Difference in ${label.toLowerCase()}, the worst first. Open one to see its rows`,
  slice: 'Slice',
  n: 'n',
};
