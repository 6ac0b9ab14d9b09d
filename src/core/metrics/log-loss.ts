import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { surprise } from '../parts/terms.ts';

/**
 * Mean of −ln P(true class) (scikit-learn's log_loss on float64 probabilities): each probability is clipped to [ε,
 * 1 − ε] with the machine epsilon of float64, 2⁻⁵², so a row costs 36.04 nats at most. TFMA's binary_crossentropy
 * clips at 10⁻⁷.
 */
export default defineMetric({
  id: 'log-loss',
  label: 'Log loss',
  about:
    'How surprised the model is by the right class, on average. 0 is best; a confident mistake costs most.',
  formula: '−(1/n) Σ ln P(true class)',
  better: 'lower',
  tasks: ['binary', 'multiclass'],
  unit: 'nats',
  everyWindow: true,
  ...sharedFigure({ of: 'sums', terms: [surprise], read: (sums, weight) => ratio(sums[0]!, weight) }),
});
