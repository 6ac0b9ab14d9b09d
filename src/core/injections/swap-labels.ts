import { defineInjection } from '../injection.ts';
import { eachDrawn } from '../injecting/cells.ts';
import { shareParam } from '../injecting/choosing.ts';
import { relabelling, type Relabelling } from '../injecting/relabel.ts';
import { percent, signed } from '../injecting/saying.ts';
import { numberOf, type ParamValues } from '../params.ts';

const howOf = (params: ParamValues): Relabelling =>
  params['how'] === 'random' || params['how'] === 'shift' ? params['how'] : 'rotate';

export default defineInjection({
  id: 'swap-labels',
  label: 'Swap labels',
  about:
    'The same rows have other answers from now on: the world itself works differently. No column shows it.',
  group: 'concept',
  courses: ['sudden', 'gradual', 'incremental', 'recurring'],
  params: {
    share: shareParam('Share of answers', 'How many rows get another answer.', 0.5),
    how: {
      type: 'choice',
      label: 'Which answer',
      help: 'What takes the place of the old answer.',
      options: [
        { value: 'rotate', label: 'The next class in turn; of numbers, the largest for the smallest' },
        { value: 'random', label: 'Any other by lot' },
        { value: 'shift', label: 'Numbers only: moved up or down' },
      ],
      default: 'rotate',
    },
    deviations: {
      type: 'number',
      label: 'Moved by standard deviations',
      help: 'Of numbers that are moved: how far, in standard deviations of the answers before the stream.',
      min: -5,
      max: 5,
      step: 0.1,
      when: { name: 'how', is: 'shift' },
      default: 1,
    },
  },
  amount: 'share',
  neutral: 0,
  problem: (_, params, { task }) =>
    params['how'] === 'shift' && task !== 'regression'
      ? 'Classes cannot be moved up or down. Choose the next class, or any other.'
      : null,
  says(params) {
    const how = howOf(params);
    const rows = `${percent(numberOf(params, 'share'))} of the answers`;
    if (how === 'shift') return `${rows} ${signed(numberOf(params, 'deviations'))} standard deviations`;
    return `${rows} ${how === 'random' ? 'become any other' : 'become the next in turn'}`;
  },
  apply(work) {
    const how = howOf(work.params);
    const relabel = relabelling(work, how, numberOf(work.params, 'deviations'));
    if (how !== 'shift') return eachDrawn(work, 'share', (row) => relabel(row, 1));
    // Numbers can move by degrees, so the strength says how far, not how often.
    const { from, to, strength, chance, params } = work;
    for (let row = from; row < to; row++) {
      const part = strength(row);
      if (part > 0 && chance(row, 1) < numberOf(params, 'share')) relabel(row, part);
    }
  },
});
