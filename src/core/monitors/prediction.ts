import { numberSample, presentRows, type Sample } from '../drift-sample.ts';
import { measuringOf } from '../drifting/measuring.ts';
import { bareFigure, figureKey } from '../monitoring/figure.ts';
import { defineMonitor, type WindowMonitor, type WindowView } from '../monitoring/monitor.ts';
import { answerOf } from '../parts/matrix.ts';
import { orderOfScores } from '../score-order.ts';

/** What went out: the class, or nothing for a row without an answer. */
function classSample({ scores, outputs, thresholds }: WindowView, classes: readonly string[]): Sample {
  const rows = scores.length / outputs;
  const counts = new Float64Array(classes.length);
  let missing = 0;
  for (let row = 0; row < rows; row++) {
    const threshold = typeof thresholds === 'number' ? thresholds : thresholds[row]!;
    const answer = answerOf(scores, row * outputs, outputs, threshold);
    if (answer < 0) missing++;
    else counts[answer]!++;
  }
  return { name: 'predicted class', kind: 'category', rows, missing, levels: classes, counts };
}

/** By the order that others ask for as well. */
function sampleInOrder(scores: Float32Array): Sample {
  const order = orderOfScores(scores);
  const rows = order.length;
  const sorted = new Float64Array(rows);
  let count = 0;
  for (let i = 0; i < rows; i++) {
    const score = scores[order[i]!]!;
    if (!Number.isNaN(score)) sorted[count++] = score;
  }
  return { name: 'score', kind: 'number', rows, missing: rows - count, sorted: sorted.subarray(0, count) };
}

/** The score, or of many classes that of the likeliest. */
function scoreSample({ scores, outputs }: WindowView): Sample {
  if (outputs === 1) return sampleInOrder(scores);
  const highest = new Float64Array(scores.length / outputs);
  for (let row = 0; row < highest.length; row++) {
    let most = -Infinity;
    for (let at = row * outputs; at < (row + 1) * outputs; at++) most = Math.max(most, scores[at]!);
    highest[row] = most;
  }
  return numberSample('highest score', highest);
}

/**
 * The measures of the plan on the answers, `prediction/<measure>`, against the model's answers to rows that it did not learn
 * from: those on numbers look at the score (of many classes: the highest), those on categories alone at the predicted class.
 */
export default defineMonitor({
  id: 'prediction',
  label: 'Drift of answers',
  about:
    'How far the answers that go out are from those on rows the model did not learn from: scores by the measures of numbers, predicted classes by those of categories.',
  needs: 'rows',
  independentRows: true,
  begin({ plan, task, classes, unseen }) {
    const against = (rows: WindowView): WindowMonitor | null => {
      if (rows.rows === 0) return null;
      const ofScores = measuringOf(plan.measures, scoreSample(rows));
      const taken = new Set(ofScores.map(({ id }) => id));
      const rest = plan.measures.filter(({ id }) => !taken.has(id));
      const ofClasses = task !== 'regression' ? measuringOf(rest, classSample(rows, classes)) : [];
      const scoreKeys = ofScores.map(({ id }) => figureKey('prediction', id));
      const classKeys = ofClasses.map(({ id }) => figureKey('prediction', id));
      return (window, put) => {
        const look = (sample: Sample, of: typeof ofScores, keys: readonly string[]): void =>
          of.forEach(({ measure }, at) => {
            const found = measure(sample);
            if (!found) return;
            const { statistic, pValue, threshold } = found;
            put(keys[at]!, bareFigure(statistic, presentRows(sample), { pValue, threshold }));
          });
        look(scoreSample(window), ofScores, scoreKeys);
        if (ofClasses.length > 0) look(classSample(window, classes), ofClasses, classKeys);
      };
    };
    const look = against(unseen);
    return look && Object.assign(look, { against });
  },
});
