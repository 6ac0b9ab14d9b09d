import { defineMetric } from '../define.ts';
import { perClass } from '../parts/per-class.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/**
 * Correlation of answers and truth, for any number of classes (Gorodkin, 2004; scikit-learn's matthews_corrcoef).
 * 0 where truth or answers are of a single class, as there; TFMA gives NaN.
 */
export default defineMetric({
  id: 'mcc',
  label: 'Matthews correlation',
  about: 'How well answers and truth go together: 1 is perfect, 0 no better than chance, −1 always wrong.',
  formula: '(TP · TN − FP · FN) / √((TP + FP)(TP + FN)(TN + FP)(TN + FN))',
  better: 'higher',
  tasks: ['binary', 'multiclass'],
  unit: 'number',
  ...sharedFigure({
    of: 'matrix',
    read(matrix, classes) {
      const { support, answered } = perClass(matrix, classes);
      let total = 0;
      let together = 0;
      let byChance = 0;
      let truths = 0;
      let answers = 0;
      for (let u = 0; u < classes; u++) {
        total += support[u]!;
        together += matrix[u * classes + u]!;
        byChance += support[u]! * answered[u]!;
        truths += support[u]! ** 2;
        answers += answered[u]! ** 2;
      }
      if (total === 0) return NaN;
      const spread = Math.sqrt((total ** 2 - truths) * (total ** 2 - answers));
      return spread === 0 ? 0 : (together * total - byChance) / spread;
    },
  }),
});
