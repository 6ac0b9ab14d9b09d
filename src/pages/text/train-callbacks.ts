// Words of the callbacks of a training: the list that is set up, and what they did.

import type { Hook } from '../../core/callback.ts';
import { count, duration, plural } from '../../ui/format.ts';

export const callbacksText = {
  title: 'Callbacks',
  subtitle:
    'Helpers that watch a training at fixed places and step in by a rule. Called in this order, with the exact rules of Keras 3',
  none: 'No callback is set',
  noneDetail:
    'A training then runs through all its epochs at its learning rate. A loss that is no number ends it in any case.',
  add: 'Add a callback',
  which: 'Which',
  addThis: (label: string) => `Add: ${label}`,
  list: 'Callbacks in the order in which they are called',
  place: (place: number, label: string) => `${place + 1}. ${label}`,
  settings: (label: string) => `Settings of ${label}`,
  earlier: (label: string) => `Call ${label} earlier`,
  later: (label: string) => `Call ${label} later`,
  remove: (label: string) => `Remove ${label}`,
  removed: (label: string) => `${label} was removed.`,
  putBack: 'Put it back',
  moved: (label: string, place: number, all: number) => `${label} is now number ${place + 1} of ${all}.`,
  added: (label: string) => `${label} was added as the last one.`,
  constantRate: 'Use a constant learning rate',
  start: (patience: number, keras: number) =>
    `Patience begins at ${count(patience)} here; Keras’ own default is ${count(keras)}.`,
  kerasDefault: (value: number) => `Keras’ own default: ${count(value)}.`,
  everyBatch: 'Looks at every single batch, which makes a training slower.',
  unknown: (id: string) => `There is no callback called “${id}” here. Remove it to train.`,
  blocks: 'A training can’t begin before this is mended.',
  advice: 'Worth knowing',
  monitor: (name: string, metric: string): string => {
    const aside = name.startsWith('val_') ? ', rows kept aside' : ', training rows';
    return `${name.replace(/^val_/, '') === 'loss' ? 'Loss' : metric}${aside} (${name})`;
  },
  otherMonitor: (name: string) => `${name} (not logged by this training)`,
};

export const timelineText = {
  none: 'No callback has spoken',
  noneRunning: 'No callback has spoken yet',
  noneDetail: 'What callbacks count and do while a model trains is told here, epoch by epoch.',
  noCallbacks: 'This run had no callbacks. Only the guard against values that are no numbers watched it.',
  lanes: 'What each callback did, by epoch',
  standing: 'Where each stands',
  guard: 'Guard against values that are no numbers',
  silent: 'has not spoken',
  lane: (label: string, acted: number, told: number) =>
    `${label}: acted ${acted === 1 ? 'once' : plural(acted, 'time')}, told ${plural(told, 'time')}.`,
  firstLast: (first: number, last: number) =>
    first === last
      ? ` It acted in epoch ${count(first)}.`
      : ` First in epoch ${count(first)}, last in epoch ${count(last)}.`,
  marks: 'A diamond: it acted. A line: it only counted.',
  epochs: (from: number, to: number) => `epoch ${count(from)} to ${count(to)}`,
  list: 'What happened, newest first',
  show: 'Of',
  all: 'All callbacks',
  counting: 'Also what they only count',
  /** The end of a training carries the number of epochs that have passed, not of one that begins. */
  when: (epoch: number, batch: number | null, hook: Hook, timeMs: number) =>
    hook === 'train-end'
      ? `at the end, after epoch ${count(epoch)} · ${timelineText.kerasHooks[hook]} · ${duration(timeMs)}`
      : `epoch ${count(epoch + 1)}${batch === null ? '' : `, batch ${count(batch + 1)}`} · ${timelineText.kerasHooks[hook]} · ${duration(timeMs)}`,
  acted: 'acted',
  nothing: 'Nothing of this kind.',
  more: (n: number) => `Show ${count(n)} more`,
  order: 'In which order they are called',
  orderHelp:
    'The places at which Keras calls. Indented places come again for each epoch, and again for each batch.',
  present: 'latest',
  spoken: (n: number) => (n === 0 ? '' : plural(n, 'line')),
  hooks: {
    'train-begin': 'Training begins',
    'epoch-begin': 'An epoch begins',
    'train-batch-begin': 'A batch begins',
    'train-batch-end': 'A batch ends',
    'test-begin': 'Validation begins',
    'test-batch-begin': 'A validation batch begins',
    'test-batch-end': 'A validation batch ends',
    'test-end': 'Validation ends',
    'epoch-end': 'An epoch ends',
    'train-end': 'Training ends',
  } satisfies Record<Hook, string>,
  /** What Keras calls the places. */
  kerasHooks: {
    'train-begin': 'on_train_begin',
    'epoch-begin': 'on_epoch_begin',
    'train-batch-begin': 'on_train_batch_begin',
    'train-batch-end': 'on_train_batch_end',
    'test-begin': 'on_test_begin',
    'test-batch-begin': 'on_test_batch_begin',
    'test-batch-end': 'on_test_batch_end',
    'test-end': 'on_test_end',
    'epoch-end': 'on_epoch_end',
    'train-end': 'on_train_end',
  } satisfies Record<Hook, string>,
};
