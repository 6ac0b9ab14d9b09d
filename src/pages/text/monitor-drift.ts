// What the section "Drift" of the monitoring room says.

export const driftText = {
  none: 'No window has been measured yet',
  noneDetail:
    'Press play: every window that passes is compared with what the model knows, feature by feature. What has changed shows here in red.',
  measure: 'Heat map by',
  order: 'Order',
  orders: [
    { value: 'change', label: 'What changed first' },
    { value: 'weight', label: 'What tells most about the answer' },
    { value: 'table', label: 'As in the table' },
  ],
  reference: {
    training: 'the rows that the model learnt from',
    validation: 'rows that the model was judged on',
    rows: 'a stretch that was chosen',
  },
  features: 'Features, the latest window',
  feature: 'Feature',
  what: 'What happened',
  figure: 'Figure',
  chance: 'Chance alone (p, all features counted)',
  notDrawn: (names: string) => `Not drawn, because all is as before there: ${names}.`,
  window: 'Window to look at',
  look: 'This feature in this window',
  quality: 'Data quality',
  qualityMeasure: 'Share of rows',
  check: 'Check',
  allSound: (n: number) => `${n} more checks found nothing in any window.`,
  lines: {
    multivariate: {
      title: 'All features together',
      help: 'Features can each look as before while what ties them together has changed. These measures look at whole rows.',
      none: 'Not measured: it needs at least two numeric features.',
    },
    prediction: {
      title: 'What the model answers',
      help: 'How far the answers have moved from those that the model gave on the reference, one line for each measure.',
      none: 'Not measured: no window has passed yet, or no measure of the plan looks at answers.',
    },
  },
};
