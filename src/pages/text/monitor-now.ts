// What the section "Now" of the monitoring room says.

import type { TrustReason } from '../../core/estimating/trust.ts';

function whyNot(reason: TrustReason): string {
  if (reason === 'concept') return 'the same inputs now have other answers';
  if (reason === 'outside') return 'rows lie where the model never was';
  if (reason === 'changed-inputs') return 'the inputs have changed, and it is sure of wrong answers';
  return 'where labels have come, the truth lies elsewhere';
}

export const monitorNowText = {
  changedHere: (what: string) => `you changed ${what}`,
  endedHere: (what: string) => `you ended ${what}`,
  board: 'How it stands',
  change: 'Change the world',
  retrain: 'Retrain',
  why: 'Why?',
  evidence: 'See the evidence',
  toPerformance: 'What the labels say',
  repairFirst: 'Repair the input first: a model trained on these rows would learn the fault.',
  tiles: {
    performance: 'Performance',
    inputs: 'Inputs',
    predictions: 'Answers',
    quality: 'Data quality',
    labels: 'Labels',
    latency: 'Speed',
  },
  words: {
    holding: 'holding',
    worse: 'worse',
    unknown: 'not known yet',
    steady: 'as before',
    moved: 'moved',
    far: 'far',
    sound: 'sound',
    faults: 'faults',
    known: 'known',
    late: 'waiting',
    missing: 'missing',
    slow: 'slower',
    tooFew: 'too early to say',
    notMeasured: 'not measured',
  },
  noModel: 'No model is deployed yet, so there is nothing to watch.',
  noWindow: (version: string) => `${version} is live. No window has passed yet: press play.`,
  quietly: 'Nothing to worry about',
  lookAt: 'Worth a look',
  problem: 'Something is wrong',
  stillOpen: (alerts: number) =>
    alerts === 1
      ? 'An alert is open and waits for your answer'
      : `${alerts} alerts are open and wait for your answer`,
  recovered: (when: string) => `Recovered in ${when}`,
  performanceNow: (label: string, value: string, windows: string, n: string) =>
    `${label} is ${value} ${windows} (n = ${n})`,
  against: (level: string) => `, against ${level} at deployment`,
  /** @param cut how the plan cuts windows, where it is not as the stream does: "a day". */
  overLast: (n: number, cut: string | null) => {
    const windows = cut === null ? 'windows' : 'of the plan’s windows';
    const each = cut === null ? '' : ` (each ${cut})`;
    return n === 1
      ? `in the latest ${cut === null ? 'window' : 'of the plan’s windows'} with labels${each}`
      : `over the last ${n} ${windows} with labels${each}`;
  },
  noLabels: (version: string) => `no labels of ${version} have come yet`,
  expected: (label: string, value: string, windows: string) =>
    `Where labels are missing, the model itself expects ${label.toLowerCase()} ${value} (${windows}).`,
  doubted: (label: string, value: string, windows: string, reason: TrustReason) =>
    `Where labels are missing, the model itself expects ${label.toLowerCase()} ${value} (${windows}), but that can’t be believed: ${whyNot(reason)}.`,
  movedSince: (names: string, since: string, one: boolean) =>
    one
      ? `${names} has looked different since ${since}`
      : `${names} have looked different, the first since ${since}`,
  faultsSince: (names: string, since: string) => `the data is at fault: ${names}, since ${since}`,
  latestFault: (names: string) => `the data is at fault in the latest window: ${names}`,
  latestMove: (names: string, one: boolean) =>
    `${names} ${one ? 'stands' : 'stand'} out in the latest window`,
  answersMoved: (since: string) => `the model answers differently than it used to, since ${since}`,
  far: (names: string, one: boolean) =>
    `${names} ${one ? 'is' : 'are'} far from the rows it is compared with, though a season may explain that`,
  noMove: (n: number) =>
    n === 1
      ? 'the one input has not moved by more than chance can explain'
      : `none of ${n} inputs has moved by more than chance can explain`,
  working: 'What has passed is being looked at',
  failed: 'The monitors stopped. The stream and all that is stored are unharmed.',
  again: 'Look again',
};
