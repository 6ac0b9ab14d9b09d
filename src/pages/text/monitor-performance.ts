// Words of the section "Performance" of the monitoring room.

import type { Trust } from '../../core/estimating/trust.ts';

const share = (value: number): string => `${Math.round(value * 100)} of 100 rows`;

export const performanceText = {
  none: 'No window has been watched yet',
  noneDetail: 'Let the stream run: the estimate of a window is there as soon as its rows have passed.',
  metric: 'Figure',
  trustTitle: 'Can the estimate be believed?',
  slicesTitle: 'By slice',
  slicesHelp: 'The latest window with labels, the worst first.',
  noSlices: 'No slices are followed. “What is watched” sets them.',
  slice: 'Slice',
  value: 'Value',
  interval: '95 % interval',
  rows: 'n',
  chance: 'How often, had nothing changed',
  calibrationTitle: 'Does what the model says still happen as often?',
  calibrationHelp:
    'Expected calibration error, Brier score and expected over observed, from windows with labels.',
  noCalibration: 'No window has labels yet.',
  classesTitle: 'How common each class is',
  classesHelp:
    'Estimated from the answers alone (black-box shift estimation), and as the labels say. Holds while each class looks as it did.',
  className: 'Class',
  estimatedShare: 'Estimated share',
  labelledShare: 'Share in the labels',
  cannotKnow: 'cannot be known: the answers don’t tell the classes apart',
  noSurprise: 'no surprise',
  prequential: (accuracy: string, noChange: string, rows: string): string =>
    `Over the latest ${rows} rows with labels, however they fall into windows, the answers were right ${accuracy} of the time; repeating the last known answer would have been right ${noChange} of the time.`,
};

/** A verdict with its reason, in a sentence or two. */
export function trustWords(
  trust: Trust,
  name: string,
  value: (number: number) => string,
  since: string,
): string {
  const { reason, rows, windows, gap } = trust;
  const n = `n = ${rows.toLocaleString('en')} rows in ${windows} ${windows === 1 ? 'window' : 'windows'}`;
  const off = `${value(Math.abs(gap))} ${gap < 0 ? 'below' : 'above'} the estimate`;
  const wrong = `Don’t believe it: since ${since} the true ${name} lies ${off}, more than chance explains (${n}). `;
  const domain = Number.isNaN(trust.domain)
    ? ''
    : `, and they can’t be told from those of the reference (area ${trust.domain.toFixed(2)})`;
  switch (reason) {
    case 'none':
      return 'Nobody knows yet: no window has labels. The estimate holds while the same inputs have the same answers as before.';
    case 'few':
      return `Nobody can tell: the windows with labels hold too few rows to see an estimate that is off (${n}).`;
    case 'holds':
      return `So far, yes: where labels have come, the truth is where the estimate said, within chance (${n}).`;
    case 'concept':
      return `${wrong}The inputs are as they were${domain}: the same inputs now have other answers (concept drift), which no estimate from the model’s own confidence can see.${trust.calibrationBroken ? ' Its calibration is broken too.' : ''}`;
    case 'outside':
      return `${wrong}Inputs lie where the model never was${trust.outside > 0 ? ` (${share(trust.outside)} beyond the range of the reference)` : ''}, so its confidence there is a guess.`;
    case 'changed-inputs':
      return `${wrong}Inputs have changed and calibration is broken: whether the answers to the same inputs changed too, these figures can’t tell.`;
    case 'uncalibrated':
      return `${wrong}It was so from the first window on: the model’s confidence was never right on these rows, and nothing needs to have changed.`;
  }
}
