import { figureOf } from '../figures.ts';
import { sayApart } from '../gate-check/say.ts';
import { metrics } from '../metrics/index.ts';
import { defineModelTest, notApplicable } from '../model-test-kind.ts';
import { numberOf } from '../params.ts';
import { sliceLabel } from '../slices/slice-label.ts';
import { countText } from '../wording.ts';

/** Slices that are too small to be measured don't count; the evaluation names them. */
export default defineModelTest({
  id: 'worst-slice',
  label: 'Worst slice',
  about: 'Even on the slice where the version does worst, a figure keeps a floor (or stays below a ceiling).',
  tasks: ['binary', 'multiclass', 'regression'],
  params: {
    figure: {
      type: 'choice',
      label: 'Figure',
      help: 'One of the figures that are evaluated.',
      options: metrics.all.map(({ id, label }) => ({ value: id, label })),
      default: 'accuracy',
    },
    bound: {
      type: 'number',
      label: 'At the worst',
      help: 'A floor where more is better, a ceiling where less is.',
      min: -1e12,
      max: 1e12,
      default: 0.5,
    },
    sure: {
      type: 'boolean',
      label: 'Only on evidence',
      help: 'A slice is at fault only when its whole interval is beyond the bound.',
      default: true,
    },
  },
  run({ slices }, params) {
    const id = String(params['figure']);
    const limit = numberOf(params, 'bound');
    const { better, label } = metrics.get(id);
    const sign = better === 'higher' ? 1 : -1;
    const measured = slices.flatMap((slice) => {
      const found = slice.candidate[id];
      if (slice.omitted || !found || Number.isNaN(found.value)) return [];
      const most = Math.max(sign * found.low, sign * found.high);
      return [
        {
          slice,
          value: found.value,
          fault: params['sure'] ? most < sign * limit : sign * found.value < sign * limit,
        },
      ];
    });
    if (measured.length === 0)
      return notApplicable(`${figureOf(id).label} was measured on no slice. Add it to the figures.`);
    const ordered = measured.toSorted((a, b) => sign * (a.value - b.value));
    const faults = ordered.filter(({ fault }) => fault);
    const worst = faults[0] ?? ordered[0]!;
    const [value, bound] = sayApart(worst.value, limit);
    const others =
      faults.length > 1 ? ` ${faults.length - 1} more of ${measured.length} slices are beyond it.` : '';
    return {
      passed: faults.length === 0,
      words: `${label} is worst on ${sliceLabel(worst.slice.key)}: ${value} on ${countText(worst.slice.known)} rows; at ${better === 'higher' ? 'least' : 'most'} ${bound} is asked for${
        faults.length === 0 && sign * worst.value < sign * limit ? ', and its interval reaches that far' : ''
      }.${others}`,
      observed: worst.value,
      limit,
      rows: [],
    };
  },
});
