// What the section "Now" of the monitoring room says.

export const monitorNowText = {
  changedHere: (what: string) => `you changed ${what}`,
  board: 'How it stands',
  change: 'Change the world',
  retrain: 'Retrain',
  why: 'Why?',
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
    sound: 'sound',
    faults: 'faults',
    known: 'known',
    late: 'waiting',
    missing: 'missing',
    fast: 'steady',
    notMeasured: 'not measured',
  },
  noModel: 'No model is deployed yet, so there is nothing to watch.',
  noWindow: (version: string) => `${version} is live. No window has passed yet: press play.`,
  quietly: 'Nothing to worry about',
  lookAt: 'Worth a look',
  problem: 'Something is wrong',
  performanceNow: (label: string, value: string, windows: string, n: string) =>
    `${label} is ${value} ${windows} (n = ${n})`,
  against: (level: string) => `, against ${level} at deployment`,
  overLast: (n: number) =>
    n === 1 ? 'in the latest window with labels' : `over the last ${n} windows with labels`,
  noLabels: (version: string) => `no labels of ${version} have come yet`,
  expected: (label: string, value: string, windows: string) =>
    `Where labels are missing, the model itself expects ${label.toLowerCase()} ${value} (${windows}).`,
  movedSince: (names: string, since: string, one: boolean) =>
    one
      ? `${names} has looked different since ${since}`
      : `${names} have looked different, the first since ${since}`,
  faultsSince: (names: string, since: string) => `the data is at fault: ${names}, since ${since}`,
  answersMoved: (since: string) => `the model answers differently than it used to, since ${since}`,
  noMove: (n: number) => (n === 1 ? 'the one input looks as before' : `all ${n} inputs look as before`),
  working: 'What has passed is being looked at',
  failed: 'The monitors stopped. The stream and all that is stored are unharmed.',
  again: 'Look again',
};
