// Where a model of two number features decides: its answers over the plane of the two.

import type { Task } from '../../core/define.ts';
import { Random } from '../../core/random.ts';
import { transform } from '../../core/recipe.ts';
import type { Recipe } from '../../core/records.ts';
import type { Column, Table } from '../../core/table.ts';
import { columnOf, isCategory } from '../../core/table.ts';
import type { Surface } from '../../core/training-report.ts';

const side = 48;
const mostPoints = 200;
/** Room around the outermost rows, as a share of their reach. */
const margin = 0.05;

/** So many of the first `count` whole numbers, seeded, in their order. */
export function sampleOf(count: number, most: number, seed: number, purpose: string): Int32Array {
  if (count <= most) return Int32Array.from({ length: count }, (_, i) => i);
  return new Random(seed).stream(purpose).permutation(count).subarray(0, most).sort();
}

/** The grid's prepared inputs, and what its scores become. */
export interface SurfacePlan {
  /** Row-major side² × inputs. */
  readonly inputs: Float32Array;
  /** @param scores side² × outputs. */
  of(scores: Float32Array, outputs: number): Surface;
}

/** The two features as they lie in the table; null when they are not two, or not plain numbers. */
function plainFeatures(recipe: Recipe, table: Table): [string, string] | null {
  const [x, y] = recipe.features;
  if (x === undefined || y === undefined || recipe.features.length > 2) return null;
  if (recipe.inputs.some(({ source }) => source.from === 'lag' || source.from === 'rolling-mean'))
    return null;
  const plain = (name: string) => {
    const { kind } = columnOf(table, name);
    return kind === 'number' || kind === 'integer';
  };
  return plain(x) && plain(y) ? [x, y] : null;
}

const numbers = (table: Table, name: string): Float64Array => {
  const column: Column = columnOf(table, name);
  return isCategory(column) ? new Float64Array(table.rows).fill(NaN) : column.values;
};

/** Least and greatest finite value of some rows with room around them; null when there is none. */
function reach(values: Float64Array, rows: Int32Array): [number, number] | null {
  let [low, high] = [Infinity, -Infinity];
  for (const row of rows) {
    const value = values[row]!;
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return null;
  const room = low === high ? 0.5 : margin * (high - low);
  return [low - room, high + room];
}

/**
 * @param rows training rows of the table; some of them are drawn over the surface.
 * @param truth of every row of the table.
 * @returns null unless exactly two plain number features go in.
 */
export function surfacePlan(
  recipe: Recipe,
  task: Task,
  table: Table,
  truth: Float64Array,
  rows: Int32Array,
  seed: number,
): SurfacePlan | null {
  const features = plainFeatures(recipe, table);
  if (!features) return null;
  const [xs, ys] = [numbers(table, features[0]), numbers(table, features[1])];
  const [across, up] = [reach(xs, rows), reach(ys, rows)];
  if (!across || !up) return null;
  const at = ([from, to]: [number, number], step: number) => from + ((to - from) * step) / (side - 1);
  const count = side * side;
  const grid: Table = {
    rows: count,
    columns: [
      {
        name: features[0],
        kind: 'number',
        values: Float64Array.from({ length: count }, (_, i) => at(across, i % side)),
      },
      {
        name: features[1],
        kind: 'number',
        values: Float64Array.from({ length: count }, (_, i) => at(up, Math.floor(i / side))),
      },
    ],
  };
  const drawn = sampleOf(rows.length, mostPoints, seed, 'surface').map((i) => rows[i]!);
  const points = new Float32Array(drawn.length * 3);
  drawn.forEach((row, i) => points.set([xs[row]!, ys[row]!, truth[row]!], i * 3));
  return {
    inputs: transform(
      recipe,
      grid,
      Int32Array.from({ length: count }, (_, i) => i),
    ),
    of: (scores, outputs) => ({
      features,
      from: [across[0], up[0]],
      to: [across[1], up[1]],
      side,
      scores: task === 'multiclass' ? likeliest(scores, outputs) : scores,
      points,
    }),
  };
}

function likeliest(scores: Float32Array, outputs: number): Float32Array {
  const indices = new Float32Array(scores.length / outputs);
  for (let i = 0; i < indices.length; i++) {
    let best = 0;
    for (let u = 1; u < outputs; u++) if (scores[i * outputs + u]! > scores[i * outputs + best]!) best = u;
    indices[i] = best;
  }
  return indices;
}
