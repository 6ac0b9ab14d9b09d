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
  legend: 'The runs',
  legendHelp:
    'Point at a run, or move to it with the Tab key: it stands out in every chart and in the table. Press it and it stays.',
  pin: (name: string) => `${name}: let it stand out`,
  diff: 'What was set differently',
  diffSubtitle: (rows: number, all: number) =>
    rows === 0
      ? `None of ${all} settings differs`
      : `${rows} of ${all} settings differ. Held against the first run.`,
  diffTable: 'Settings of the runs',
  diffAll: 'Show settings that are the same, too',
  diffNone: 'All settings are the same. What differs is chance: the seed, or the machine.',
  setting: 'Setting',
  absent: 'not set',
  differs: 'differs',
  curves: 'Curves',
  metric: 'Metric',
  smoothing: 'Smoothing',
  none: 'None',
  axis: 'Along',
  axes: { step: 'Steps', epoch: 'Epochs', seconds: 'Seconds', clock: 'Clock' },
  axisHelp: {
    step: 'Optimiser steps taken.',
    epoch: 'How often every row was seen.',
    seconds: 'Time since the run began.',
    clock: 'When it was.',
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
  showAll: 'Show all',
  loading: (count: number) => `Reading the curves of ${runs(count)}`,
  failed: (names: string) => `The curves of ${names} could not be read`,
  failedSafe: 'Their settings and figures are unharmed and shown.',
  retry: 'Try again',
  withoutCurve: (names: string) => `Without this curve: ${names}.`,
  tooMany: (shown: number) => `Curves of the first ${shown} runs are drawn.`,
  parallel: 'Settings and results across',
  parallelSubtitle: (count: number) => `Each line is a run. n = ${runs(count)}`,
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
