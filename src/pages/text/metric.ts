// Texts of a figure's definition in the inspector.

import type { FigureUnit } from '../../core/define.ts';

export const metricText = {
  better: {
    higher: 'Higher is better.',
    lower: 'Lower is better.',
    neither: 'Neither more nor less of it is better by itself.',
  },
  formula: 'Formula',
  unit: 'Measured in',
  units: {
    share: 'a share of rows, between 0 and 1',
    nats: 'nats: the natural logarithm of a probability',
    target: 'the unit of what is predicted',
    'target-squared': 'the square of the unit of what is predicted',
    rows: 'rows',
    number: 'no unit',
  } satisfies Record<FigureUnit, string>,
  window:
    'In a window, the interval is a percentile bootstrap: the rows are drawn again with replacement, many times, and the middle 95 % of the results is shown. An evaluation says how its own intervals were made.',
  threshold:
    'The answer is yes from the threshold on. TFMA says yes only above it, so its value differs where scores lie exactly on the threshold.',
  rows: 'Rows without a known answer are left out. If the model’s answer is not a number for one of the others, the figure is unknown.',
};
