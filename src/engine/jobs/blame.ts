import { blame as blameOf } from '../../core/blame/blame.ts';
import { AppError } from '../../core/errors.ts';
import { answerOf } from '../../core/parts/matrix.ts';
import { Random } from '../../core/random.ts';
import { scoreRows } from '../../core/scoring.ts';
import { takeRows } from '../../core/table.ts';
import { inSteps } from '../stepping.ts';
import { checkRows } from '../tables.ts';
import { metricFor, type Job } from './context.ts';

/** More rows make the answer steadier, not different, and each is scored four times for every feature. */
const mostRows = 2000;

function drawn(rows: Int32Array, random: Random): Int32Array {
  if (rows.length <= mostRows) return rows;
  return random
    .permutation(rows.length)
    .subarray(0, mostRows)
    .map((place) => rows[place]!)
    .sort();
}

/** Permutation importance times drift, and every feature's change undone alone. */
export const blame: Job<'blame'> = async (request, { tables, controls, report }) => {
  const { digest, model, metric, threshold, knownTo, seed } = request;
  const loaded = tables.get(digest);
  for (const rows of [request.reference, request.rows]) checkRows(loaded, rows);
  metricFor(loaded, metric);
  const random = new Random(seed);
  const withAnswer = request.reference.filter((row) => !Number.isNaN(loaded.truth[row]!));
  const reference = drawn(withAnswer, random.stream('reference'));
  const rows = drawn(request.rows, random.stream('rows'));
  if (reference.length === 0 || rows.length === 0)
    throw new AppError('bad-input', 'There are no rows to compare.');
  const truth = Float64Array.from(rows, (row) => (row < knownTo ? loaded.truth[row]! : NaN));
  const work = blameOf({
    model,
    metric,
    threshold,
    reference: takeRows(loaded.table, reference),
    referenceTruth: Float64Array.from(reference, (row) => loaded.truth[row]!),
    current: takeRows(loaded.table, rows),
    truth,
    seed,
  });
  const found = await inSteps(work, controls, report);
  const { scores, outputs } = scoreRows(model, loaded.table, rows);
  const wrong =
    loaded.task === 'regression'
      ? new Int32Array(0)
      : rows.filter(
          (_, at) => !Number.isNaN(truth[at]!) && answerOf(scores, at, outputs, threshold) !== truth[at],
        );
  const features = found.features.map((one) => ({ ...one, odd: one.odd.map((place) => rows[place]!) }));
  return { blame: { ...found, features }, wrong };
};
