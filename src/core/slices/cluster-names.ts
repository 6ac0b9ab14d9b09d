// Clusters are called by what sets them apart: the columns in which their rows differ most from all rows.

import { momentsOf } from '../statistics.ts';
import { isCategory, type CategoryColumn, type NumberColumn, type Table } from '../table.ts';
import { slicedColumn } from './partitions.ts';

interface Trait {
  readonly words: string;
  /** In deviations of the column. */
  readonly strength: number;
}

/** How many traits a name holds, and how strong one must be (in deviations) to be named. */
const mostTraits = 2;
const weakest = 0.3;

function numberTrait(column: NumberColumn, all: Int32Array, own: Int32Array): Trait {
  const values = (rows: Int32Array): Float64Array =>
    Float64Array.from(rows, (row) => column.values[row] ?? NaN);
  const { mean, deviation, constant } = momentsOf(values(all));
  const shift = constant ? 0 : (momentsOf(values(own)).mean - mean) / deviation;
  const words =
    column.kind === 'boolean'
      ? `${column.name} mostly ${shift > 0 ? 'true' : 'false'}`
      : `${column.name} ${shift > 0 ? 'high' : 'low'}`;
  return { words, strength: Number.isNaN(shift) ? 0 : Math.abs(shift) };
}

/** The most frequent level, where it is more frequent than among all rows. */
function levelTrait(column: CategoryColumn, all: Int32Array, own: Int32Array): Trait {
  const counts = (rows: Int32Array): Int32Array => {
    const found = new Int32Array(column.levels.length);
    for (const row of rows) {
      const code = column.codes[row] ?? -1;
      if (code >= 0) found[code]!++;
    }
    return found;
  };
  const [whole, part] = [counts(all), counts(own)];
  const top = part.indexOf(part.reduce((a, b) => Math.max(a, b), 0));
  const share = (whole[top] ?? 0) / all.length;
  const ownShare = (part[top] ?? 0) / own.length;
  const deviation = Math.sqrt(share * (1 - share));
  const mostly = ownShare > 0.5 ? 'mostly' : 'often';
  return {
    words: `${column.name} ${mostly} ${column.levels[top] ?? ''}`,
    strength: deviation > 0 ? Math.max(0, (ownShare - share) / deviation) : 0,
  };
}

/**
 * A name for each cluster: its number and up to two traits, such as "1: temperature high, season mostly summer".
 * @param rows of the table. @param codes of each of them its cluster, 0 … clusters − 1.
 * @param features columns that may be named; absent: all but times.
 */
export function clusterNames(
  table: Table,
  rows: Int32Array,
  codes: Int32Array,
  clusters: number,
  features?: readonly string[],
): string[] {
  const columns = features
    ? features.map((feature) => slicedColumn(table, feature))
    : table.columns.filter((column) => column.kind !== 'time');
  return Array.from({ length: clusters }, (_, cluster) => {
    const own = rows.filter((_row, place) => codes[place] === cluster);
    const traits = columns
      .map((column) => (isCategory(column) ? levelTrait(column, rows, own) : numberTrait(column, rows, own)))
      .filter(({ strength }) => strength >= weakest)
      .sort((a, b) => b.strength - a.strength)
      .slice(0, mostTraits)
      .map(({ words }) => words);
    return [String(cluster + 1), traits.join(', ')].filter(Boolean).join(': ');
  });
}
