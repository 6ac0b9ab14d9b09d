import { numberSample, presentRows, type Sample } from '../drift-sample.ts';
import { measuringOf } from '../drifting/measuring.ts';
import { bareFigure, figureKey } from '../monitoring/figure.ts';
import { defineMonitor } from '../monitoring/monitor.ts';

/** The answers that are known, as classes or as numbers. */
function truthSample(truth: Float64Array, classes: readonly string[] | null): Sample {
  if (!classes) return numberSample('target', truth);
  const counts = new Float64Array(classes.length);
  let missing = 0;
  for (let row = 0; row < truth.length; row++) {
    const answer = truth[row]!;
    if (Number.isNaN(answer)) missing++;
    else counts[answer]!++;
  }
  // A label that is not known is no answer of its own, unlike a cell that is missing.
  return {
    name: 'target',
    kind: 'category',
    rows: truth.length - missing,
    missing: 0,
    levels: classes,
    counts,
  };
}

/** The measures of the plan on the true answers, `target/<measure>`, against those of the reference, once the labels are in. */
export default defineMonitor({
  id: 'target',
  label: 'Drift of true answers',
  about: 'How far the true answers are from those of the reference rows, once they are known.',
  needs: 'labels',
  independentRows: true,
  begin({ plan, task, classes, reference }) {
    const named = task === 'regression' ? null : classes;
    const before = truthSample(reference.truth, named);
    if (presentRows(before) === 0) return null;
    const measures = measuringOf(plan.measures, before);
    if (measures.length === 0) return null;
    const keys = measures.map(({ id }) => figureKey('target', id));
    return (window, put) => {
      const sample = truthSample(window.truth, named);
      measures.forEach(({ measure }, at) => {
        const found = measure(sample);
        if (!found) return;
        const { statistic, pValue, threshold } = found;
        put(keys[at]!, bareFigure(statistic, presentRows(sample), { pValue, threshold }));
      });
    };
  },
});
