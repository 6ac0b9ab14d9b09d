import { defineMetric } from '../define.ts';

/**
 * Share of rows whose class is right (scikit-learn's accuracy_score). Binary: positive from a score of 0.5 on;
 * multiclass: the first of the largest scores. Rows without truth are skipped; a NaN score makes the metric NaN, for a
 * model that no longer answers must not pass as one that answers "no".
 */
export default defineMetric({
  id: 'accuracy',
  label: 'Accuracy',
  about: 'The share of rows that the model puts into the right class.',
  better: 'higher',
  tasks: ['binary', 'multiclass'],
  unit: 'share',
  everyWindow: true,
  compute({ truth, scores, outputs, weights }) {
    let right = 0;
    let total = 0;
    for (let row = 0; row < truth.length; row++) {
      const answer = truth[row]!;
      if (Number.isNaN(answer)) continue;
      const at = row * outputs;
      let predicted = 0;
      let best = scores[at]!;
      if (Number.isNaN(best)) return NaN;
      if (outputs === 1) predicted = best >= 0.5 ? 1 : 0;
      else
        for (let u = 1; u < outputs; u++) {
          const score = scores[at + u]!;
          if (Number.isNaN(score)) return NaN;
          if (score > best) {
            best = score;
            predicted = u;
          }
        }
      const weight = weights ? weights[row]! : 1;
      total += weight;
      if (predicted === answer) right += weight;
    }
    return total > 0 ? right / total : NaN;
  },
});
