// What the page that compares runs says. Plain words first.

const runs = (count: number): string => (count === 1 ? '1 run' : `${count} runs`);

export const compareText = {
  title: (count: number) => `Comparing ${runs(count)}`,
  empty: 'Choose two runs or more to compare them',
  emptyMore:
    'Here they stand side by side: what was set differently, their curves, and which settings go with good results.',
  emptyOne: 'One run is chosen. Choose at least one more in the table.',
  toTable: 'Choose runs in the table',
  chooseNewest: (count: number) => `Compare the newest ${count}`,
  shown: 'Show',
  orders: {
    best: (count: number, metric: string) => `The ${count} best by ${metric}`,
    newest: (count: number) => `The newest ${count}`,
    oldest: (count: number) => `The oldest ${count}`,
  },
  shownWords: (chosen: number, shown: number, across: number) =>
    `${chosen} runs are chosen. The legend, the curves and the table of settings show ${shown} of them and leave out ${chosen - shown}` +
    (across < chosen
      ? `; the lines across show ${across} and leave out ${chosen - across}.`
      : '; everything below them shows all.'),
  legend: 'The runs',
  legendHelp:
    'Point at a run, or move to it with the Tab key: it stands out in every chart and in the table. Press it and it stays.',
  pin: (name: string, why: string | null) => `${name}${why === null ? '' : `, ${why}`}: let it stand out`,
  diff: 'What was set differently',
  diffSubtitle: (rows: number, all: number) =>
    rows === 0
      ? `None of ${all} settings differs`
      : `${rows} of ${all} settings differ. Held against the first run.`,
  diffTable: 'Settings of the runs',
  diffAll: 'Show settings that are the same, too',
  diffMore: (count: number) => (count === 1 ? 'Show 1 more setting' : `Show ${count} more settings`),
  diffFewer: 'Show fewer settings',
  diffNone: 'All settings are the same. What differs is chance: the seed, or the machine.',
  setting: 'Setting',
  absent: 'not set',
  differs: 'differs',
  curves: 'Curves',
  metric: 'Metric',
  smoothing: 'Smoothing',
  none: 'None',
  axis: 'Along',
  axes: { step: 'Steps', epoch: 'Epochs', share: 'Share of run', seconds: 'Seconds', clock: 'Clock' },
  axisHelp: {
    step: 'Optimiser steps taken.',
    epoch: 'How often every row was seen.',
    share: 'Every run from 0 to 100 % of its own steps, however long it was.',
    seconds: 'Time since the run began.',
    clock: 'When it was. Of a forked run only what it measured itself.',
  },
  logX: 'Logarithmic along',
  logY: 'Logarithmic upwards',
  groupBy: 'Group by',
  ungrouped: 'Every run by itself',
  group: (label: string, value: string | null) =>
    value === null ? `without ${label}` : `${label} ${value === '' ? '(empty)' : value}`,
  from: 'From',
  to: 'To',
  zoomHelp: 'Drag over the chart to look closer; a double click shows all again.',
  zoomNumber: 'This needs a number.',
  zoomOrder: 'From must be less than To.',
  zoomPositive: 'A logarithmic axis has no place for 0 and below. Give more than 0.',
  showAll: 'Show all',
  toShortest: (name: string) => `Only as far as ${name}, the shortest`,
  unequal: (times: string) =>
    `The longest run goes ${times} times as far as the shortest: look only as far as that one, or along the share of each run.`,
  bandEdge: 'Bands',
  bandEdges: { deviation: 'Mean ± deviation', range: 'Lowest to highest' },
  bandEdgeHelp: {
    deviation: 'The mean of a group’s runs, and their standard deviation to both sides.',
    range: 'The mean of a group’s runs, between the lowest and the highest of them.',
  },
  why: {
    loading: 'being read',
    failed: 'could not be read',
    unheard: 'nothing heard of it yet',
    empty: 'ended before it measured anything',
    unmeasured: (metric: string) => `has no ${metric}`,
    epochless: 'no epoch has ended',
    timeless: 'no times of its own',
  },
  loading: (count: number) => `Reading the curves of ${runs(count)}`,
  failed: (names: string) => `The curves of ${names} could not be read`,
  failedSafe: 'Their settings and figures are unharmed and shown.',
  retry: 'Try again',
  withoutCurve: (names: string) => `Without this curve: ${names}.`,
  parallel: 'Settings and results across',
  parallelSubtitle: (count: number, all: number) =>
    `Each line is a run. n = ${runs(count)}${count < all ? `; ${all - count} more are not drawn` : ''}`,
  parallelNone: 'No axis is chosen. Add one.',
  axesList: 'Axes',
  addAxis: 'Add an axis',
  chooseAxis: 'Choose…',
  axisLeft: (name: string) => `Move ${name} to the left`,
  axisRight: (name: string) => `Move ${name} to the right`,
  axisRemove: (name: string) => `Take ${name} away`,
  usualAxes: 'Back to the usual axes',
  figure: 'Figure of a metric',
  figures: { best: 'Best', last: 'Last', min: 'Least', max: 'Most', mean: 'Mean' },
  figureWords: {
    best: 'Of each metric the best value of a run counts, as in the curves; the last where no direction is better.',
    last: 'Of each metric the last value of a run counts.',
    min: 'Of each metric the least value of a run counts.',
    max: 'Of each metric the most that a run had counts.',
    mean: 'Of each metric the mean over a run counts.',
  },
  parallelWords: (axes: readonly string[], names: readonly string[]) =>
    `Parallel coordinates of ${names.length} runs over ${axes.join(', ')}. The numbers are in the table of settings and in the table of runs.`,
  together: 'Settings against results',
  x: 'Along',
  y: 'Upwards',
  colour: 'Colour',
  byRun: 'By run',
  contour: 'Two settings at once',
  contourNone: 'This needs two settings that are numbers and differ between the chosen runs.',
  box: 'By group',
  boxNone: 'This needs a setting or a tag that several of the chosen runs share.',
  height: 'Metric',
} as const;
