import { defineMetric } from '../define.ts';
import { totalsOf } from '../parts/curves.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** Of the scores of positives against those of negatives (scipy's ks_2samp). NaN where a class is missing. */
export default defineMetric({
  id: 'ks',
  label: 'Kolmogorov–Smirnov statistic',
  about: 'The widest gap between the shares of positives and of negatives found at one threshold.',
  formula: 'max |TPR − FPR|',
  better: 'higher',
  tasks: ['binary'],
  unit: 'number',
  chance: 'upwards',
  ...sharedFigure({
    of: 'ranking',
    read(ranking) {
      const { positives, negatives } = ranking;
      const all = totalsOf(ranking);
      let widest = 0;
      for (let i = 0; i < positives.length; i++)
        widest = Math.max(widest, Math.abs(positives[i]! / all.positives - negatives[i]! / all.negatives));
      return all.positives > 0 && all.negatives > 0 ? widest : NaN;
    },
  }),
});
