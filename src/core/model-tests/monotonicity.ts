import { withColumn } from '../altered-table.ts';
import { sayNumber } from '../gate-check/say.ts';
import { defineModelTest, notApplicable, worstRows } from '../model-test-kind.ts';
import { numberOf } from '../params.ts';
import { Random } from '../random.ts';
import { quantileOfSorted } from '../statistics.ts';
import { isCategory } from '../table.ts';
import { countText } from '../wording.ts';

const mostSampled = 500;
const steps = 9;

/** Each sampled row is answered with the feature at nine of its quantiles, everything else as it is. */
export default defineModelTest({
  id: 'monotonicity',
  label: 'Only one way',
  about: 'With everything else the same, more of a feature never lowers (or never raises) the answer.',
  tasks: ['binary', 'multiclass', 'regression'],
  params: {
    feature: {
      type: 'column',
      label: 'Feature',
      help: 'A column of numbers.',
      kinds: ['number', 'integer', 'boolean'],
      default: '',
    },
    direction: {
      type: 'choice',
      label: 'With more of it the answer',
      help: 'The answer is the probability of the positive or the named class, or the value.',
      options: [
        { value: 'up', label: 'never falls' },
        { value: 'down', label: 'never rises' },
      ],
      default: 'up',
    },
    className: {
      type: 'text',
      label: 'Class',
      help: 'For several classes: the one whose probability is meant.',
      maxLength: 200,
      default: '',
    },
    tolerance: {
      type: 'number',
      label: 'Tolerance',
      help: 'How far an answer may move the wrong way: a probability, or a value in the unit of the target.',
      min: 0,
      max: 1e9,
      default: 0.001,
    },
  },
  run({ table, rows, score, outputs, classes, task, model }, params) {
    const feature = String(params['feature']);
    const limit = numberOf(params, 'tolerance');
    const sign = params['direction'] === 'down' ? -1 : 1;
    if (feature === '') return notApplicable('No feature was chosen.');
    const column = table.columns.find(({ name }) => name === feature);
    if (!column) return notApplicable(`The data has no column "${feature}".`);
    if (isCategory(column))
      return notApplicable(`"${feature}" holds words, so there is no more or less of it.`);
    if (!model.recipe.features.includes(feature))
      return {
        passed: true,
        words: `The version does not read ${feature} at all.`,
        observed: 0,
        limit,
        rows: [],
      };
    const unit = task === 'multiclass' ? classes.indexOf(String(params['className'])) : 0;
    if (unit < 0) return notApplicable(`Name one of the classes: ${classes.join(', ')}.`);
    const known = Float64Array.from(rows, (row) => column.values[row]!)
      .filter(Number.isFinite)
      .sort();
    if (known.length === 0) return notApplicable(`"${feature}" has no values among the rows.`);
    const grid = [
      ...new Set(Array.from({ length: steps }, (_, i) => quantileOfSorted(known, i / (steps - 1)))),
    ];
    if (grid.length < 2) return notApplicable(`"${feature}" has the same value in every row.`);
    const random = new Random(1).stream('monotonicity');
    const sampled = Int32Array.from(
      random.permutation(rows.length).subarray(0, mostSampled),
      (place) => rows[place]!,
    ).sort();
    const wrong = new Float64Array(sampled.length);
    const furthest = new Float64Array(sampled.length).fill(-Infinity);
    for (const value of grid) {
      const values = column.values.slice();
      for (const row of sampled) values[row] = value;
      const scores = score(withColumn(table, { ...column, values }), sampled);
      for (let place = 0; place < sampled.length; place++) {
        const answer = sign * scores[place * outputs + unit]!;
        const back = furthest[place]! - answer;
        wrong[place] = Math.max(wrong[place]!, Number.isNaN(back) ? Infinity : back);
        furthest[place] = Math.max(furthest[place]!, answer);
      }
    }
    const observed = wrong.reduce((most, back) => Math.max(most, back), 0);
    const faults = wrong.map((back) => (back > limit ? back : 0));
    const count = faults.reduce((sum, fault) => sum + Number(fault > 0), 0);
    const way = sign > 0 ? 'falls' : 'rises';
    const tried = `${countText(sampled.length)} rows, each with ${grid.length} values of ${feature}`;
    return {
      passed: count === 0,
      words:
        count === 0
          ? `In ${tried}, the answer never ${way} by more than ${sayNumber(observed)} as ${feature} rises.`
          : `In ${countText(count)} of ${tried}, the answer ${way} as ${feature} rises, in one by ${sayNumber(observed)}; ${sayNumber(limit)} is borne.`,
      observed,
      limit,
      rows: worstRows(sampled, faults),
    };
  },
});
