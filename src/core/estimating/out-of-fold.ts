import type { Random } from '../random.ts';
import { fitDle, type PredictedRows } from './dle.ts';

/** Of many rows half teach nearly as much as four fifths, and learning takes as long as there are rows. */
const foldsOf = (rows: number): number => (rows < 2000 ? 5 : 2);

/**
 * What is expected of each reference row by a model that has not seen its error. What a model expects of the very rows it has
 * learnt from lies further apart than what it expects of new ones, and around another mean: windows would seem to differ.
 * @param truth of the rows, NaN where unknown. @param trees of the model that windows are judged by: as many, so that it tells as
 * much apart. @returns expected |error| and squared error, one of each per row.
 */
export function outOfFold(
  features: readonly string[],
  { table, places, predictions }: PredictedRows,
  truth: ArrayLike<number>,
  random: Random,
  trees?: number,
): { readonly absolute: Float64Array; readonly squared: Float64Array } {
  const n = places.length;
  const order = random.permutation(n);
  const folds = foldsOf(n);
  const [absolute, squared] = [new Float64Array(n), new Float64Array(n)];
  for (let fold = 0; fold < folds; fold++) {
    const own = order.filter((_, at) => at % folds === fold);
    const others = new Float64Array(truth);
    const asked = { table, places: new Int32Array(own.length), predictions: new Float64Array(own.length) };
    own.forEach((row, at) => {
      others[row] = NaN;
      asked.places[at] = places[row]!;
      asked.predictions[at] = predictions[row]!;
    });
    const found = fitDle(features, { table, places, predictions }, others, trees)(asked);
    own.forEach((row, at) => {
      absolute[row] = found.absolute[at]!;
      squared[row] = found.squared[at]!;
    });
  }
  return { absolute, squared };
}
