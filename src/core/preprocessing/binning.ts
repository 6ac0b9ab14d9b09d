import { definePreprocessor } from '../define.ts';
import { AppError } from '../errors.ts';
import { numberOf } from '../params.ts';
import { averagedQuantileOfSorted, quantileOfSorted } from '../statistics.ts';
import type { NumberColumn } from '../table.ts';
import { figuresOf } from './parts/level-cells.ts';
import { mapped, numbersOf, sortedKnown } from './parts/number-cells.ts';

function givenEdges(text: string): number[] {
  const edges = text
    .split(/[,;\s]+/u)
    .filter((part) => part !== '')
    .map(Number);
  if (
    edges.length === 0 ||
    edges.some((edge, i) => !Number.isFinite(edge) || (i > 0 && edge <= edges[i - 1]!))
  )
    throw new AppError(
      'bad-input',
      'Edges of bins are ascending numbers with commas between, such as 6, 12, 18.',
    );
  return edges;
}

/** Inner edges. Bins of equal counts that are narrower than 1e−8 are joined with the next, as in scikit-learn. */
function learntEdges(known: Float64Array, bins: number, strategy: string, quantiles: string): number[] {
  const [least, most] = [known[0]!, known.at(-1)!];
  if (least === most) return [];
  const quantile = quantiles === 'linear' ? quantileOfSorted : averagedQuantileOfSorted;
  const step = (most - least) / bins;
  const all: number[] = [];
  for (let i = 0; i <= bins; i++)
    all.push(
      i === bins
        ? most
        : strategy === 'uniform'
          ? least + i * step
          : quantile(known, (i * (100 / bins)) / 100),
    );
  const apart = all.filter((edge, i) => strategy === 'uniform' || i === 0 || edge - all[i - 1]! > 1e-8);
  return apart.slice(1, -1);
}

/** Edges below or at a value. */
function binOf(value: number, edges: readonly number[]): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const written = (edge: number): string => String(Number(edge.toPrecision(6)));

function binName(name: string, edges: readonly number[], bin: number): string {
  const [from, to] = [edges[bin - 1], edges[bin]];
  if (from === undefined) return to === undefined ? `${name} in one bin` : `${name} < ${written(to)}`;
  return to === undefined ? `${name} ≥ ${written(from)}` : `${written(from)} ≤ ${name} < ${written(to)}`;
}

/**
 * scikit-learn's KBinsDiscretizer(n_bins, strategy, encode, quantile_method, subsample=None), its defaults being the ones
 * here: quantiles by "averaged_inverted_cdf" (an edge is a value that occurs, or the middle of two). Values beyond the
 * training rows belong to the outer bins. It differs in three: scikit-learn draws 200,000 rows where there are more; a missing
 * cell stays missing as an ordinal and is 0 in every bin as one-hot (scikit-learn refuses it); a column without any value in
 * training is dropped.
 */
export default definePreprocessor({
  id: 'binning',
  label: 'Bins',
  about: 'Cuts the range into bins, so that a straight model can treat each stretch on its own.',
  group: 'shape',
  kinds: ['number', 'integer'],
  params: {
    strategy: {
      type: 'choice',
      label: 'Bins',
      help: 'How the edges are found.',
      options: [
        { value: 'quantile', label: 'As many training rows in each' },
        { value: 'uniform', label: 'Equally wide' },
        { value: 'given', label: 'Edges that you give' },
      ],
      default: 'quantile',
    },
    bins: {
      type: 'integer',
      label: 'How many',
      help: 'Number of bins where the edges are learnt.',
      min: 2,
      max: 100,
      default: 5,
    },
    quantiles: {
      type: 'choice',
      label: 'Edges between as many rows',
      help: 'Where bins are to hold as many training rows each: an edge at a row, or in proportion between two.',
      options: [
        { value: 'averaged', label: 'At a value, or in the middle of two' },
        { value: 'linear', label: 'In proportion between two values' },
      ],
      default: 'averaged',
    },
    edges: {
      type: 'text',
      label: 'Edges',
      help: 'Ascending numbers with commas between, where the edges are given.',
      maxLength: 1000,
      default: '',
    },
    output: {
      type: 'choice',
      label: 'Gives',
      help: 'One 0/1 column per bin, or the number of the bin.',
      options: [
        { value: 'one-hot', label: 'A column per bin' },
        { value: 'ordinal', label: 'The number of the bin' },
      ],
      default: 'one-hot',
    },
  },
  fit(column, params) {
    const known = sortedKnown(numbersOf(column, 'no bin'));
    const output = String(params.output);
    if (params.strategy === 'given')
      return { edges: givenEdges(String(params.edges)), output, known: known.length };
    const edges =
      known.length === 0
        ? []
        : learntEdges(known, numberOf(params, 'bins'), String(params.strategy), String(params.quantiles));
    return { edges, output, known: known.length };
  },
  apply(column, fitted) {
    if (fitted.known === 0) return [];
    const numbers = numbersOf(column, 'no bin');
    const { name, values } = numbers;
    const edges = figuresOf(fitted.edges);
    if (fitted.output === 'ordinal')
      return [mapped(numbers, (value) => (Number.isNaN(value) ? NaN : binOf(value, edges)))];
    const columns = Array.from({ length: edges.length + 1 }, (_, bin): NumberColumn => ({
      name: binName(name, edges, bin),
      kind: 'boolean',
      values: new Float64Array(values.length),
    }));
    for (let row = 0; row < values.length; row++) {
      const value = values[row]!;
      if (!Number.isNaN(value)) columns[binOf(value, edges)]!.values[row] = 1;
    }
    return columns;
  },
});
