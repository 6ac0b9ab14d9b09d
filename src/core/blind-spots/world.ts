// Rows whose answers are known and a model that answers them, to try changes on: made up, or a project's own.

import type { Random } from '../random.ts';
import { takeRows, type Table } from '../table.ts';

export interface Rows {
  readonly table: Table;
  /** Class index or value of each row. */
  readonly truth: Float64Array;
}

export interface World extends Rows {
  readonly features: readonly string[];
  /** 0 and 1 where the task is binary, class indices of several classes, or any values. */
  readonly task: 'binary' | 'multiclass' | 'regression';
  /** The chances that the model gives, row-major rows × outputs; of a regression its values. */
  answer(table: Table): { readonly scores: Float32Array; readonly outputs: number };
}

export const takeWorldRows = ({ table, truth }: Rows, places: Int32Array): Rows => ({
  table: takeRows(table, places),
  truth: Float64Array.from(places, (row) => truth[row]!),
});

const levels = ['shop', 'phone', 'web'];
const rows = 4000;
const chance = (a: number, c: number): number => 1 / (1 + Math.exp(-2 * a - 1.5 * c));

/** Two columns that rise together (r = 0.9), one by itself, one of categories; the model knows the very law of the answers. */
export function madeUpWorld(random: Random): World {
  const [a, b, c] = [new Float64Array(rows), new Float64Array(rows), new Float64Array(rows)];
  const codes = new Int32Array(rows);
  const truth = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    a[i] = random.normal();
    b[i] = 0.9 * a[i]! + Math.sqrt(1 - 0.81) * random.normal();
    c[i] = random.normal();
    codes[i] = random.integer(levels.length);
    truth[i] = random.uniform() < chance(a[i]!, c[i]!) ? 1 : 0;
  }
  const table: Table = {
    rows,
    columns: [
      { name: 'pressure', kind: 'number', values: a },
      { name: 'flow', kind: 'number', values: b },
      { name: 'heat', kind: 'number', values: c },
      { name: 'source', kind: 'category', codes, levels },
    ],
  };
  return {
    table,
    truth,
    features: ['pressure', 'flow', 'heat', 'source'],
    task: 'binary',
    answer(given) {
      const [first, , third] = given.columns;
      const scores = new Float32Array(given.rows);
      if (first?.kind !== 'category' && third?.kind !== 'category')
        // A cell that is missing counts as an ordinary one, as a model that fills gaps would have it.
        for (let i = 0; i < given.rows; i++) scores[i] = chance(first?.values[i] || 0, third?.values[i] || 0);
      return { scores, outputs: 1 };
    },
  };
}
