// Words of the judgement on a training. Rows kept aside are drawn at random from the same time as those that are learnt from,
// so nothing here speaks of newer rows: what an alarm says of those still holds.

import { figure } from '../../ui/figure.ts';
import { count, plural } from '../../ui/format.ts';

export const verdictText = {
  notFinite: (epoch: number) => `The loss of epoch ${count(epoch)} is not a number any more.`,
  jumping: (low: number, high: number) =>
    `The loss jumps between ${figure(low)} and ${figure(high)}, on the rows it learns from and on others alike: the steps are too large. ` +
    'Lower the learning rate.',
  guessing: (guessing: number) =>
    `Worse than guessing: a model that gives every class the same score has a loss of ${figure(guessing)}. Lower the learning rate.`,
  unlearnt: (first: number) =>
    `Nothing was learnt: the loss is higher than the ${figure(first)} after the first epoch. Lower the learning rate.`,
  worsening: (since: number) =>
    `Both losses have been rising since epoch ${count(since)}: the steps lead away from what was learnt. Lower the learning rate.`,
  spikes: (times: number, high: number, usual: number) =>
    `On rows kept aside the loss leaps again and again (${plural(times, 'time')} of late, up to ${figure(high)}; usual is ${figure(usual)}), ` +
    'so the model of a single epoch can be far off. A lower learning rate or larger batches calm it.',
  rising: (since: number) =>
    `The loss on rows kept aside has been rising since epoch ${count(since)}, that on training rows has not: from there on it learns by heart.`,
  noisy: (low: number, high: number) =>
    `On rows kept aside the loss goes up and down between ${figure(low)} and ${figure(high)}, so a single epoch says little. ` +
    'A lower learning rate or larger batches calm it.',
  unjudged: 'No rows were kept aside, so nothing says whether it holds for rows that it has not seen.',
  large: 'Much better on the rows it learns from than on others: it begins to learn them by heart.',
  moderate: 'Somewhat better on the rows it learns from than on others.',
  below:
    'Better on the rows kept aside than on those it learns from; with dropout or a penalty that is usual.',
  small:
    'As good on rows kept aside as on those it learns from. They are drawn at random from the same time; newer rows may differ.',
  putBack: (epoch: number) =>
    `The weights of epoch ${count(epoch)} were put back, and the gap is that of this epoch.`,
  dead: (layer: string, dead: number, units: number) =>
    `${count(dead)} of ${count(units)} units of ${layer} are dead: they give the same for every row and learn no more.`,
};
