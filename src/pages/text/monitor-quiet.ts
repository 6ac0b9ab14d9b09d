// Words of "What if nothing had changed?".

import { countText } from '../../core/wording.ts';
import { plural } from '../../ui/format.ts';

const rate = (value: number): string =>
  value === 0 ? '0' : value >= 10 ? value.toFixed(0) : value.toFixed(2);

export const quietText = {
  title: 'What if nothing had changed?',
  lead: 'Your own monitors and rules run on your own rows in random order. Rows that were shuffled can’t have changed, so whatever speaks there is a false alarm.',
  note: 'Seasons, days and slow change are shuffled away as well. On the real stream they are no chance, but they are no fault either: a rule that keeps quiet here may still speak of them.',
  orders: 'Random orders',
  ordersHelp: 'Every order is a stream of its own. More of them tell a rare false alarm from none at all.',
  run: 'Run on shuffled rows',
  running: 'Letting shuffled rows pass',
  failed: 'It could not be tried',
  findingNone: (rows: number): string => `No rule spoke in ${countText(rows)} rows where nothing had changed`,
  finding: (episodes: number, rows: number): string =>
    `${plural(episodes, 'false alarm')} in ${countText(rows)} rows where nothing had changed`,
  between: (low: number, high: number): string =>
    `So on a stream like yours expect between ${rate(low)} and ${rate(high)} in 10,000 rows (95 % interval).`,
  kept: (budget: number): string =>
    `The budget of your rules is one in ${countText(Math.round(budget))} rows: that fits.`,
  broken: (budget: number): string =>
    `The budget of your rules is one in ${countText(Math.round(budget))} rows: that is more than chance explains.`,
  facts: (windows: number, windowRows: number, reference: number): string =>
    `${plural(windows, 'window')} of ${countText(windowRows)} rows, compared with ${countText(reference)} rows.`,
  columns: {
    rule: 'Rule',
    episodes: 'False alarms',
    rate: 'In 10,000 rows',
    interval: '95 % interval',
    subjects: 'Most often of',
  },
  caption: 'False alarms of each rule',
  rate,
} as const;
