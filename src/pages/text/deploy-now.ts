// What the deploy room says about who is in production, how a version is brought there, and a running trial.

import type { GuardVerdict } from '../../core/trials/guard.ts';
import { plural } from '../../ui/format.ts';

export const deployRoomText = {
  label: 'Parts of deployment',
  sections: {
    now: 'Now',
    timeline: 'Timeline',
    registry: 'Registry',
    lineage: 'Lineage',
    score: 'Ask a version',
  },
};

export const howText = {
  title: 'How to deploy',
  subtitle: 'A new version can answer everything at once, or show first what it is worth in production',
  ways: 'Way',
  version: 'Version',
  noOther: 'There is no other version yet. Retrain to make one.',
  noChampion: 'Nothing is in production yet.',
  kinds: {
    replace: {
      label: 'Replace',
      help: 'The new version answers every row from the next window on. Rolling back is one action.',
    },
    shadow: {
      label: 'Shadow',
      help: 'The new version answers every row too, but nobody sees it. Nothing can go wrong; both are compared on the same rows.',
    },
    canary: {
      label: 'Canary',
      help: 'The new version answers a small share of the rows. A guard gives it more while it is not worse, and takes it back when it is.',
    },
    ab: {
      label: 'A/B test',
      help: 'Each version answers a fixed share of the rows until one is surely better.',
    },
  },
  replace: (n: number) => `Put v${n} into production`,
  start: {
    shadow: (n: number) => `Let v${n} answer in the shadow`,
    canary: (n: number) => `Start a canary with v${n}`,
    ab: (n: number) => `Start an A/B test with v${n}`,
  },
  shares: 'Shares of the rows, step after step, in %',
  sharesHelp: 'Separated by commas, each larger than the one before. After the last step it is promoted.',
  sharesUnreadable: 'Numbers in %, separated by commas: 10, 25, 50.',
  share: 'Share of the new version in %',
  rows: 'Labelled rows that a step needs',
  rowsOne: 'Labelled rows before a promotion',
  /** @param windows that each step takes. */
  rowsHelp: (windows: readonly number[]) =>
    windows.length === 1
      ? `Of the new version. Takes about ${plural(windows[0] ?? 0, 'window')} and the delay of the labels.`
      : `Of the new version. The ${windows.length} steps take about ${windows.join(', ')} windows, ` +
        `${plural(
          windows.reduce((sum, each) => sum + each, 0),
          'window',
        )} in all, and each the delay of the labels.`,
  margin: (label: string) => `Margin: ${label.toLowerCase()}`,
  marginHelp: {
    share: 'How many more wrong answers are still borne, as a share of the rows.',
    nats: 'How much more is still borne, in nats a row.',
    target: 'How much more error is still borne, a row.',
    'target-squared': 'How much more squared error is still borne, a row.',
    rows: 'How much more is still borne, a row.',
    number: 'How much more is still borne, a row.',
  },
  bound: 'The most that one row counts for',
  boundHelp: {
    nats: 'In nats. 6.9 is what a row costs whose true class was given one chance in a thousand.',
    error:
      'A larger error counts as this one. The guard does not see what lies beyond: a few huge errors can escape it.',
  },
  alpha: 'Chance of a wrong decision in %',
  alphaHelp: 'Over the whole trial, however often the guard looks and however rare the errors are.',
  windows: 'Windows after which an open trial ends',
  windowsHelp: 'Undecided, with the champion.',
  automatic: 'The guard acts by itself',
  automaticHelp: 'Otherwise it only says what it would do.',
  standIn: (metric: string, measure: string) =>
    `${metric} is no mean over rows, so that the guard can't bound it row by row. It looks at ${measure.toLowerCase()} instead.`,
  squared: 'The guard looks at the squared error of a row: its mean is the square of the metric.',
};

export const trialText = {
  title: (kind: 'shadow' | 'canary' | 'ab', n: string) =>
    `${n} on trial: ${howText.kinds[kind].label.toLowerCase()}`,
  since: (window: string) => `since ${window}`,
  share: 'Share of the rows',
  shareDetail: (step: number, steps: number) => `step ${step} of ${steps}`,
  shadowShare: 'none goes out',
  answered: (version: string) => `Labelled rows of ${version}`,
  answeredDetail: (out: string) => `answered ${out} in all`,
  difference: 'Gain per row',
  differenceDetail: (low: string, high: string, alpha: string) =>
    `surely between ${low} and ${high}, but for a chance of ${alpha}`,
  noBounds: (rows: number) => `no bounds before each has ${rows} labelled rows`,
  course: (version: string) => `How much better ${version} is, window by window`,
  gain: 'gain so far',
  low: 'at least',
  high: 'at most',
  margin: 'what the margin bears',
  across: 'window',
  upright: (share: boolean) => (share ? 'gain, in rows of a hundred' : 'gain a row'),
  assumes:
    'The bounds hold however often one looks and however rare the errors are, as long as chance alone decides which version answers a row.',
  assumesShadow: 'The bounds hold however often one looks and however rare the errors are.',
  beyond: 'What larger errors cost beyond that, the guard does not see.',
  noBound:
    'This trial was begun before rows had a bound: its guard can be sure of nothing. Decide by hand, or stop it and begin another.',
  next: 'What the guard does next',
  verdicts: {
    wait: 'It waits',
    widen: 'It would give the challenger more rows',
    promote: 'It would promote the challenger',
    'roll-back': 'It would take the challenger back',
    undecided: 'It would end the trial undecided',
  } satisfies Record<GuardVerdict, string>,
  waits: {
    labels: 'No label of a row under trial has come yet.',
    rows: (seen: string, needed: string) => `${seen} of ${needed} labelled rows of this step have come.`,
    canary: (margin: string) =>
      `It widens once the lower bound is above −${margin}, and takes the challenger back once the upper bound is below it.`,
    better: (margin: string) =>
      `It promotes once the lower bound is above 0, and ends the trial once the upper bound is below −${margin}.`,
    betterZero:
      'It promotes once the lower bound is above 0, and ends the trial once the upper bound is below 0.',
    windows: (seen: string, most: string) => `${seen} of at most ${most} windows have their labels.`,
  },
  byHand: 'The guard of this trial only says what it would do: the decision is yours.',
  streamOver: 'The stream is over: no more rows will come. Promote it, roll it back, or stop the trial.',
  widen: (share: string) => `Widen to ${share} now`,
  noStep: 'This is the last step.',
  promote: (n: string) => `Promote ${n}`,
  rollBack: (n: string) => `Take ${n} back`,
  stop: 'Stop the trial',
  choices: 'What you can do',
  does: {
    widen: 'Goes one step further now, without waiting for the guard.',
    promote: (n: string) => `Ends the trial: ${n} answers every row from the next window on.`,
    rollBack: (n: string, champion: string) =>
      `Ends the trial: ${champion} answers every row again, and ${n} is turned down.`,
    stop: (n: string, champion: string) =>
      `Ends the trial: ${champion} answers every row again, and nothing is said of ${n}.`,
  },
  reasons: {
    promoted: 'promoted by hand during its trial',
    rolledBack: 'taken back by hand during its trial',
    stopped: 'stopped by hand; the champion goes on',
  },
  onePicture: (version: string, low: string, mean: string, high: string, windows: string) =>
    `After ${windows} with labels, ${version} is better by ${mean}; surely between ${low} and ${high}.`,
  noPicture: 'No label of a row under trial has come yet.',
};
