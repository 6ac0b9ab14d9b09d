import { defineModelTest, worstRows } from '../model-test-kind.ts';
import { countText } from '../wording.ts';

/** Every score is a finite number, and a probability where it is one. */
export default defineModelTest({
  id: 'no-missing-answers',
  label: 'Answers every row',
  about:
    'The version gives a number for every row, and a probability between 0 and 1 where it predicts a class.',
  tasks: ['binary', 'multiclass', 'regression'],
  params: {},
  run({ task, rows, scores, outputs }) {
    const isAnswer = (score: number): boolean =>
      Number.isFinite(score) && (task === 'regression' || (score >= 0 && score <= 1));
    const faults = Float64Array.from(rows, (_, place) =>
      Number(!scores.subarray(place * outputs, (place + 1) * outputs).every(isAnswer)),
    );
    const missing = faults.reduce((sum, fault) => sum + fault, 0);
    return {
      passed: missing === 0,
      words:
        missing === 0
          ? `All ${countText(rows.length)} rows got an answer.`
          : `${countText(missing)} of ${countText(rows.length)} rows got no usable answer.`,
      observed: missing,
      limit: 0,
      rows: worstRows(rows, faults),
    };
  },
});
