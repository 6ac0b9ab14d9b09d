import { sayApart, sayNumber } from '../gate-check/say.ts';
import { metrics } from '../metrics/index.ts';
import { defineModelTest, notApplicable, worstRows } from '../model-test-kind.ts';
import type { TestContext } from '../model-test-kind.ts';
import { numberOf } from '../params.ts';
import { Random } from '../random.ts';
import { quantileOfSorted } from '../statistics.ts';
import { countText } from '../wording.ts';

const bins = 10;
const draws = 200;
/** From so many rows on chance plays no part any more: it shows less than 0.02. */
const enoughRows = 5000;

interface Said {
  /** What was said of a row: P(positive), or the probability of the answered class; NaN where nothing was, or nothing is known. */
  readonly probability: Float64Array;
  /** Whether it came so: 1 or 0. */
  readonly happened: Float64Array;
}

function saidOf({ task, truth, scores, outputs }: TestContext): Said {
  if (task === 'binary')
    return {
      probability: Float64Array.from(truth, (answer, row) => (Number.isNaN(answer) ? NaN : scores[row]!)),
      happened: truth,
    };
  const answers = Int32Array.from(truth, (_, row) => {
    const own = scores.subarray(row * outputs, (row + 1) * outputs);
    return own.indexOf(Math.max(...own));
  });
  return {
    probability: Float64Array.from(truth, (answer, row) =>
      Number.isNaN(answer) ? NaN : (scores[row * outputs + answers[row]!] ?? NaN),
    ),
    happened: Float64Array.from(truth, (answer, row) => Number(answer === answers[row])),
  };
}

const binOf = (probability: number): number =>
  Math.min(bins - 1, Math.max(0, Math.ceil(probability * bins) - 1));

/** The error that a perfectly calibrated model stays below in 19 of 20 draws on these very rows. */
function byChance(
  { task, scores, outputs, truth }: TestContext,
  compute: (truth: Float64Array) => number,
): number {
  const random = new Random(1).stream('calibration');
  const drawn = new Float64Array(truth.length);
  const found = Float64Array.from({ length: draws }, () => {
    for (let row = 0; row < truth.length; row++) {
      if (Number.isNaN(truth[row]!)) drawn[row] = NaN;
      else if (task === 'binary') drawn[row] = Number(random.uniform() < scores[row]!);
      else {
        let left = random.uniform();
        let answer = 0;
        while (answer < outputs - 1 && (left -= scores[row * outputs + answer]!) > 0) answer++;
        drawn[row] = answer;
      }
    }
    return compute(drawn);
  });
  return quantileOfSorted(found.sort(), 0.95);
}

/** The rows of the bin that adds most to the error, those first that drag it there. */
function worstBin({ rows }: TestContext, { probability, happened }: Said): number[] {
  const gaps = new Float64Array(bins);
  probability.forEach((p, row) => {
    if (!Number.isNaN(p)) gaps[binOf(p)]! += p - happened[row]!;
  });
  const worst = gaps.reduce((best, gap, bin) => (Math.abs(gap) > Math.abs(gaps[best]!) ? bin : best), 0);
  const sign = Math.sign(gaps[worst]!);
  const faults = probability.map((p, row) => (binOf(p) === worst ? sign * (p - happened[row]!) : 0));
  return worstRows(rows, faults);
}

export default defineModelTest({
  id: 'calibration',
  label: 'Calibration',
  about:
    'Where the version says 70 %, it is about 70 of 100 times so: its expected calibration error stays below a ceiling, or within what chance does to so few rows.',
  tasks: ['binary', 'multiclass'],
  params: {
    ceiling: {
      type: 'number',
      label: 'At most',
      help: 'Expected calibration error over ten bins, between 0 and 1.',
      min: 0,
      max: 1,
      default: 0.1,
    },
  },
  run(context, params) {
    const { task, scores, outputs, truth } = context;
    const metric = metrics.get(task === 'binary' ? 'ece' : 'ece-confidence');
    const limit = numberOf(params, 'ceiling');
    const observed = metric.compute({ truth, scores, outputs });
    const n = truth.reduce((known, answer) => known + Number(!Number.isNaN(answer)), 0);
    if (n === 0) return notApplicable('No answer of the rows is known.');
    const chance =
      observed > limit && n < enoughRows
        ? byChance(context, (drawn) => metric.compute({ truth: drawn, scores, outputs }))
        : 0;
    const passed = observed <= Math.max(limit, chance);
    const [found, bound] = sayApart(observed, limit);
    const excused =
      passed && observed > limit
        ? ` A perfectly calibrated model shows up to ${sayNumber(chance, 3)} on so few rows, so this may be chance.`
        : '';
    return {
      passed,
      words: `What it says and what happens are ${found} apart on average over ${bins} bins of ${countText(n)} rows; at most ${bound} is asked for.${excused}`,
      observed,
      limit,
      rows: passed ? [] : worstBin(context, saidOf(context)),
    };
  },
});
