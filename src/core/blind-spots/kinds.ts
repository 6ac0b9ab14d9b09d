// The kinds of change that everything that watches is tried on. Each changes rows that nothing had happened to.

import { learnEncoding } from '../multivariate/encoding.ts';
import { learnReconstruction } from '../multivariate/reconstruction.ts';
import type { Random } from '../random.ts';
import { momentsOf } from '../statistics.ts';
import { isCategory, type CategoryColumn, type NumberColumn, type Table } from '../table.ts';
import { takeWorldRows, type Rows, type World } from './world.ts';

/** What is known of rows that nothing has happened to. */
export interface Before {
  readonly world: World;
  /** Features that are numbers and vary, the two that go together most closely in front. */
  readonly numbers: readonly string[];
  /** Correlation of these two. */
  readonly together: number;
  readonly category: string | null;
  readonly means: ReadonlyMap<string, number>;
  readonly deviations: ReadonlyMap<string, number>;
  /** Direction in which the numbers vary most, one part for each. */
  readonly direction: readonly number[];
}

export interface ChangeKind {
  readonly id: string;
  readonly label: string;
  readonly about: string;
  /** Null where these rows cannot change so. */
  apply(rows: Rows, before: Before, random: Random): Rows | null;
}

const withColumn = (table: Table, name: string, change: (column: NumberColumn) => Float64Array): Table => ({
  ...table,
  columns: table.columns.map((column) =>
    column.name === name && !isCategory(column) ? { name, kind: 'number', values: change(column) } : column,
  ),
});

/** Every value stays, each in the row where the opposite one was. */
function turned({ values }: NumberColumn): Float64Array {
  const order = Int32Array.from(values, (_, i) => i)
    .filter((i) => !Number.isNaN(values[i]!))
    .sort((i, j) => values[i]! - values[j]!);
  const out = Float64Array.from(values);
  order.forEach((row, rank) => (out[row] = values[order[order.length - 1 - rank]!]!));
  return out;
}

function withNewCategory(table: Table, name: string, random: Random): Table {
  const change = (column: CategoryColumn): CategoryColumn => ({
    ...column,
    levels: [...column.levels, 'never seen'],
    codes: column.codes.map((code) => (random.uniform() < 0.1 ? column.levels.length : code)),
  });
  return {
    ...table,
    columns: table.columns.map((column) =>
      column.name === name && isCategory(column) ? change(column) : column,
    ),
  };
}

/** Rows of the upper half, or of the class with the highest number, come three times as often. */
function unbalanced(rows: Rows, { task }: World, random: Random): Rows {
  const { truth } = rows;
  const sorted = Float64Array.from(truth).sort();
  const most = task === 'regression' ? sorted[truth.length >> 1]! : sorted.at(-1)!;
  const weight = Float64Array.from(truth, (value) => (value >= most ? 1 : 1 / 3));
  const places = new Int32Array(truth.length);
  for (let i = 0; i < places.length;) {
    const row = random.integer(truth.length);
    if (random.uniform() < weight[row]!) places[i++] = row;
  }
  return takeWorldRows(rows, places);
}

function relabelled({ truth }: Rows, { world, means }: Before, random: Random): Float64Array {
  const classes = world.truth.reduce((most, value) => Math.max(most, value), 0) + 1;
  return truth.map((value) => {
    if (random.uniform() >= 1 / 3) return value;
    return world.task === 'regression' ? 2 * means.get('')! - value : (value + 1) % classes;
  });
}

export const changeKinds: readonly ChangeKind[] = [
  {
    id: 'none',
    label: 'Nothing',
    about: 'Other rows of the same kind. What is seen here is a false alarm.',
    apply: (rows) => rows,
  },
  {
    id: 'mean',
    label: 'One mean shifts',
    about: 'One feature moves up by 0.4 standard deviations.',
    apply(rows, { numbers: [name], deviations }) {
      if (name === undefined) return null;
      const by = 0.4 * deviations.get(name)!;
      const table = withColumn(rows.table, name, ({ values }) => values.map((value) => value + by));
      return { ...rows, table };
    },
  },
  {
    id: 'spread',
    label: 'One spread grows',
    about: 'One feature spreads 1.5 times as wide around the same mean.',
    apply(rows, { numbers: [name], means }) {
      if (name === undefined) return null;
      const mean = means.get(name)!;
      const table = withColumn(rows.table, name, ({ values }) =>
        values.map((value) => mean + 1.5 * (value - mean)),
      );
      return { ...rows, table };
    },
  },
  {
    id: 'correlation',
    label: 'A tie turns round',
    about:
      'Of two features that go together, one falls where it rose. Each alone has exactly the same values as ever.',
    apply(rows, { numbers, together }) {
      if (numbers.length < 2 || Math.abs(together) < 0.3) return null;
      return { ...rows, table: withColumn(rows.table, numbers[1]!, turned) };
    },
  },
  {
    id: 'component',
    label: 'All move along',
    about: 'All numbers move in the direction in which they vary most, so that they go together as ever.',
    apply(rows, { numbers, direction, deviations }) {
      if (numbers.length < 2) return null;
      let { table } = rows;
      numbers.forEach((name, i) => {
        const by = 0.7 * direction[i]! * deviations.get(name)!;
        table = withColumn(table, name, ({ values }) => values.map((value) => value + by));
      });
      return { ...rows, table };
    },
  },
  {
    id: 'concept',
    label: 'Answers change',
    about: 'Every third answer is another one, for the same features.',
    apply: (rows, before, random) => ({ ...rows, truth: relabelled(rows, before, random) }),
  },
  {
    id: 'missing',
    label: 'Values go missing',
    about: 'A sixth of one feature’s values is missing.',
    apply(rows, { numbers: [name] }, random) {
      if (name === undefined) return null;
      const table = withColumn(rows.table, name, ({ values }) =>
        values.map((value) => (random.uniform() < 1 / 6 ? NaN : value)),
      );
      return { ...rows, table };
    },
  },
  {
    id: 'category',
    label: 'A new category',
    about: 'A tenth of the rows has a category that never came before.',
    apply: (rows, { category }, random) =>
      category === null ? null : { ...rows, table: withNewCategory(rows.table, category, random) },
  },
  {
    id: 'balance',
    label: 'Answers come in other shares',
    about: 'Rows with one kind of answer come three times as often, and look as they did.',
    apply: (rows, { world }, random) => unbalanced(rows, world, random),
  },
];

/** @param world at least 20 rows. */
export function lookBefore(world: World): Before {
  const columns = world.features.flatMap((name) => world.table.columns.filter((one) => one.name === name));
  const means = new Map<string, number>([['', momentsOf(world.truth).mean]]);
  const deviations = new Map<string, number>();
  const varying = columns.filter((column) => {
    if (isCategory(column) || column.kind === 'boolean') return false;
    const { mean, deviation, constant } = momentsOf(column.values);
    means.set(column.name, mean);
    deviations.set(column.name, deviation);
    return !constant;
  });
  const all = Int32Array.from({ length: world.table.rows }, (_, i) => i);
  const names = varying.map(({ name }) => name).slice(0, 60);
  const width = names.length;
  const z = learnEncoding(world.table, names, all).encode(world.table, all);
  const order = names.map((_, i) => i);
  let together = 0;
  let pair: readonly [number, number] = [0, 1];
  for (let i = 0; i < width; i++)
    for (let j = i + 1; j < width; j++) {
      let sum = 0;
      for (let row = 0; row < all.length; row++) sum += z[row * width + i]! * z[row * width + j]!;
      const r = sum / all.length;
      if (Math.abs(r) > Math.abs(together)) [together, pair] = [r, [i, j]];
    }
  const sorted = width < 2 ? order : [...pair, ...order.filter((i) => !pair.includes(i))];
  const first = width > 0 ? learnReconstruction(z, width).directions.subarray(0, width) : [];
  // With a positive part for the first, so that its arrow points up.
  const sign = (first[sorted[0] ?? 0] ?? 1) < 0 ? -1 : 1;
  return {
    world,
    numbers: sorted.map((i) => names[i]!),
    together,
    category: columns.find(isCategory)?.name ?? null,
    means,
    deviations,
    direction: sorted.map((i) => sign * first[i]! * Math.sqrt(width)),
  };
}
