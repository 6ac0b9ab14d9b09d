import { permuted, withColumn } from '../altered-table.ts';
import { sayNumber } from '../gate-check/say.ts';
import { defineModelTest, notApplicable, worstRows } from '../model-test-kind.ts';
import { numberOf } from '../params.ts';
import { Random } from '../random.ts';
import { countText } from '../wording.ts';

const mostSampled = 2000;

/** Cells are dealt out among the rows themselves, so every value that is tried occurs. NaN answers count as moved. */
export default defineModelTest({
  id: 'invariance',
  label: 'Must not matter',
  about: 'When the values of a feature that must not matter change places among the rows, no answer moves.',
  tasks: ['binary', 'multiclass', 'regression'],
  params: {
    feature: {
      type: 'column',
      label: 'Feature',
      help: 'A column that must make no difference to the answer.',
      default: '',
    },
    tolerance: {
      type: 'number',
      label: 'Tolerance',
      help: 'How far an answer may move: a probability, or a value in the unit of the target.',
      min: 0,
      max: 1e9,
      default: 0.01,
    },
  },
  run({ table, rows, score, outputs, model }, params) {
    const feature = String(params['feature']);
    const limit = numberOf(params, 'tolerance');
    if (feature === '') return notApplicable('No feature was chosen that must not matter.');
    const column = table.columns.find(({ name }) => name === feature);
    if (!column) return notApplicable(`The data has no column "${feature}".`);
    if (!model.recipe.features.includes(feature))
      return {
        passed: true,
        words: `The version does not read ${feature} at all.`,
        observed: 0,
        limit,
        rows: [],
      };
    const random = new Random(1).stream('invariance');
    const sampled =
      rows.length > mostSampled
        ? Int32Array.from(
            random.permutation(rows.length).subarray(0, mostSampled),
            (place) => rows[place]!,
          ).sort()
        : rows;
    if (sampled.length === 0) return notApplicable('There are no rows to try it on.');
    const before = score(table, sampled);
    const after = score(
      withColumn(table, permuted(column, sampled, random.permutation(sampled.length))),
      sampled,
    );
    const moved = Float64Array.from(sampled, (_, place) => {
      let most = 0;
      for (let u = 0; u < outputs; u++) {
        const gap = Math.abs(after[place * outputs + u]! - before[place * outputs + u]!);
        most = Math.max(most, Number.isNaN(gap) ? Infinity : gap);
      }
      return most;
    });
    const observed = moved.reduce((most, gap) => Math.max(most, gap), 0);
    const faults = moved.map((gap) => (gap > limit ? gap : 0));
    const count = faults.reduce((sum, fault) => sum + Number(fault > 0), 0);
    const tried = countText(sampled.length);
    return {
      passed: count === 0,
      words:
        count === 0
          ? `With ${feature} shuffled among ${tried} rows, no answer moves by more than ${sayNumber(observed)}; ${sayNumber(limit)} is borne.`
          : `With ${feature} shuffled among ${tried} rows, ${countText(count)} answers move by more than ${sayNumber(limit)}, one by ${sayNumber(observed)}.`,
      observed,
      limit,
      rows: worstRows(sampled, faults),
    };
  },
});
