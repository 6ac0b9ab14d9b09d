// What the look at one feature in one window says.

export const distributionText = {
  measure: 'Measured by',
  chart: 'Now against then',
  tools: (measure: string) => `${measure}, by tool`,
  toolsHelp:
    'The same name is another number in another tool: each cuts the rows into other bins and treats empty ones differently. The chance (p) is that of so large a difference if nothing had changed; the threshold knows how many rows there are.',
  tool: 'Whose definition',
  inUse: (label: string) => `${label} (the one watched here)`,
  value: 'Value',
  threshold: 'Limit',
  chance: 'Chance alone (p)',
  verdict: 'Verdict',
  guilty: 'The bin that counts most',
  drifted: 'drifted',
  calm: 'as before',
  unknown: 'not known',
  none: 'There is nothing to compare',
  noneDetail: 'This window is no longer kept, or the version that answered in it is not known.',
  other: 'The feature is of another kind than in the reference, so no measure can compare it.',
  reference: {
    training: 'the training rows',
    validation: 'the training rows',
    rows: 'the rows chosen as reference',
  },
} as const;
