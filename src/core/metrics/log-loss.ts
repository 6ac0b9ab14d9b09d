import { defineMetric } from '../define.ts';

/**
 * Mean of −ln P(true class) (scikit-learn's log_loss on float64 probabilities): each probability is clipped to
 * [ε, 1 − ε] with the machine epsilon of float64, 2⁻⁵², so a row costs 36.04 nats at most. Rows without truth are
 * skipped; a NaN score makes the metric NaN.
 */
export default defineMetric({
  id: 'log-loss',
  label: 'Log loss',
  about:
    'How surprised the model is by the right class, on average. 0 is best; a confident mistake costs most.',
  better: 'lower',
  tasks: ['binary', 'multiclass'],
  unit: 'nats',
  everyWindow: true,
  compute({ truth, scores, outputs, weights }) {
    let loss = 0;
    let total = 0;
    for (let row = 0; row < truth.length; row++) {
      const answer = truth[row]!;
      if (Number.isNaN(answer)) continue;
      let probability: number;
      if (outputs === 1) probability = answer === 1 ? scores[row]! : 1 - scores[row]!;
      else probability = scores[row * outputs + answer]!;
      const clipped = Math.min(Math.max(probability, Number.EPSILON), 1 - Number.EPSILON);
      const weight = weights ? weights[row]! : 1;
      total += weight;
      loss -= weight * Math.log(clipped);
    }
    return total > 0 ? loss / total : NaN;
  },
});
