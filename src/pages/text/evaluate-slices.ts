// What the part of the Evaluate room says that looks at slices. Plain words first.

import { count, plural } from '../../ui/format.ts';

/** A chance in words: "about 3 in 1,000". */
export function chanceWords(chance: number): string {
  if (chance < 1e-6) return 'less than 1 in 1,000,000';
  const of = [100, 1000, 10_000, 100_000, 1_000_000].find((size) => chance * size >= 1) ?? 1_000_000;
  return `about ${Math.round(chance * of)} in ${count(of)}`;
}

export const slicesText = {
  title: 'Slices',
  none: 'No evaluation to look into yet',
  noneDetail:
    'Once a version is evaluated, its figures stand here for every part of the rows: each value, range or group that you ask for.',
  subtitle: (shown: number, all: number) =>
    shown === all
      ? `${plural(all, 'slice')}, each with its interval`
      : `${count(shown)} of ${plural(all, 'slice')}, each with its interval`,
  figure: 'Figure',
  order: 'Order',
  orders: {
    worst: 'Worst first',
    behind: 'Furthest behind the baseline',
    rows: 'Most rows first',
    name: 'By name',
  },
  minRows: 'Rows at least',
  minRowsHelp: 'Slices with fewer rows are left out of this list. They stay in the evaluation.',
  more: 'More figures as columns',
  table: 'Slices and their figures',
  slice: 'Slice',
  rows: 'Rows',
  difference: 'Difference',
  picture: 'Interval',
  candidate: (name: string) => `Candidate ${name}`,
  baseline: (name: string) => `Baseline ${name}`,
  tooFew: (rows: number, least: number) => `not measured: ${plural(rows, 'row')}, fewer than ${count(least)}`,
  omitted: (slices: number, least: number) =>
    `${plural(slices, 'slice has', 'slices have')} fewer than ${plural(least, 'row')} and ${slices === 1 ? 'is' : 'are'} not measured. The limit stands under`,
  asked: '“What is asked”',
  unknown: 'no known answers',
  nothing: 'No slice has that many rows.',
  showMore: (left: number, next: number) => `Show ${count(next)} of ${count(left)} more`,
  legend: 'Dots are the figures, lines their intervals; the upright line is the candidate on all rows.',
  interval: (text: string, low: string, high: string) => `${text} (${low} to ${high})`,
  overviewTitle: (label: string) => `${label} of every slice, in the order of the table`,
  overview: (label: string, slices: number, lowest: string, highest: string) =>
    `${label} of ${plural(slices, 'slice')}, in the order of the table: from ${lowest} to ${highest}`,
  about: (figure: string, said: string, rows: number) => `${figure} ${said}, n = ${count(rows)}`,
  evaluate: 'Evaluate now',
  rowsOf: (slice: string) => `Rows: ${slice}`,
  failed: 'The rows can’t be shown',

  search: 'Find the weakest slices',
  searchSubtitle:
    'Looks at every value and range of the features, and at pairs of them, for slices where the loss is higher than in the rest. The loss is how far off the answers are, sure mistakes counting most: accuracy may fall where it hardly moves.',
  depth: 'Look at',
  depths: { 1: 'Single features', 2: 'Pairs as well' },
  bins: 'Ranges per number column',
  sliceRows: 'Rows in a slice, at least',
  correction: 'Because many are looked at',
  corrections: {
    'benjamini-hochberg': 'Few of the findings may be false (Benjamini–Hochberg)',
    holm: 'Hardly any finding may be false (Holm)',
  },
  correctionHelp:
    'Whoever looks at hundreds of slices finds some that look weak by chance. The p-values are corrected for all that were looked at.',
  alpha: 'Allowed share or chance of false findings',
  find: 'Find the weakest slices',
  searching: 'Looking at slices',
  searchFailed: 'The search ended early',
  looked: (looked: number, found: number) =>
    found === 0
      ? `Looked at ${plural(looked, 'slice')}. None does worse than the rest beyond chance.`
      : `Looked at ${plural(looked, 'slice')}. ${plural(found, 'slice does', 'slices do')} worse than the rest beyond chance.`,
  near: 'Nearest to it',
  nearDetail: (found: number) =>
    `Chance explains these ${plural(found, 'slice')} least, but it may still be all there is to them: none is a finding.`,
  lookedNone: 'No slice had enough rows to look at. Ask for smaller ones.',
  lookedDetail: {
    'benjamini-hochberg': (alpha: number) =>
      `Of findings like these, at most ${Math.round(alpha * 100)} in 100 are expected to be chance.`,
    holm: (alpha: number) =>
      `The chance that even one of them is a false finding is at most ${Math.round(alpha * 100)} in 100.`,
  },
  weak: 'Weakest slices',
  loss: 'Loss there',
  restLoss: 'Loss in the rest',
  effect: 'How much worse',
  effectHelp:
    'The gap of the mean losses in deviations of the loss (Cohen’s d): 0.2 is small, 0.5 middling, 0.8 large.',
  effects: (effect: number) =>
    effect >= 0.8
      ? 'much worse'
      : effect >= 0.5
        ? 'clearly worse'
        : effect >= 0.2
          ? 'somewhat worse'
          : 'a little worse',
  chance: 'Chance of this by luck',
  chanceHelp: (looked: number) =>
    `One-sided Welch test against the rest of the rows, corrected for all ${count(looked)} slices that were looked at.`,
  add: 'Add to what is asked',
  addTo: (slice: string) => `Add ${slice} to what is asked of every version`,
  added: 'Asked already',

  fairness: 'Rates by group',
  fairnessSubtitle:
    'How often the model says yes, rightly and wrongly, for each group at one threshold, and how far that is from a group of your choice.',
  feature: 'Groups by',
  threshold: 'Yes from a probability of',
  onThreshold: 'Exactly that probability is',
  onThresholds: { yes: 'yes', no: 'no, as in TFMA' },
  onThresholdHelp: {
    yes: 'As everywhere else in this room: the answer is yes from that probability on.',
    no: 'TFMA’s Fairness Indicators: the answer is yes only above that probability.',
  },
  compareWith: 'Compare with',
  version: 'Version',
  fairnessOnly: 'The ten rates need answers of yes or no. This model gives other answers.',
  fairnessNoGroups:
    'No groups to show: the evaluation was made on other data than the one that is open, or no column has between 2 and 20 values.',
  fairnessTable: 'Ten rates for each group',
  group: 'Group',
  wait: 'The answers of both versions are being worked out.',
  rateHelp: (formula: string) =>
    `${formula}. The second line is the difference from the group that is compared with, with its interval at 95 of 100; marked where the interval does not hold 0, which chance alone does in about 1 of 20 cells.`,
  rateN: (n: number) => `n ${count(n)}`,
  differs: 'the interval does not hold 0',
  parity: 'How far apart the groups are',
  parities: {
    demographicParityDifference: [
      'Demographic parity, difference',
      'Largest less smallest positive rate. 0: the same for all.',
    ],
    demographicParityRatio: [
      'Demographic parity, ratio',
      'Smallest positive rate by the largest. 1: the same for all.',
    ],
    equalizedOddsDifference: [
      'Equalised odds, difference',
      'The larger of the gaps in true and in false positive rate. 0: the same for all.',
    ],
    equalizedOddsRatio: [
      'Equalised odds, ratio',
      'The smaller of the ratios of true and of false positive rates. 1: the same for all.',
    ],
    equalOpportunityDifference: [
      'Equal opportunity, difference',
      'Largest less smallest true positive rate. 0: the same for all.',
    ],
  },
  parityDetail: (groups: number, rows: number) => `${plural(groups, 'group')}, n = ${count(rows)}`,
  parityUnknown: 'not known: a group lacks the rows',
} as const;
