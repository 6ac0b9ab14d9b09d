import { describe, expect, it } from 'vitest';
import { backOf, blame, type Blame } from '../../../src/core/blame/blame.ts';
import { blameWords, comesBackWords, costWords } from '../../../src/core/blame/words.ts';
import { columnDrift, oddRows } from '../../../src/core/blame/column-change.ts';
import { undone } from '../../../src/core/blame/undo.ts';
import { Random } from '../../../src/core/random.ts';
import { fitRecipe } from '../../../src/core/recipe.ts';
import { usualPlan } from '../../../src/core/recipe-plan.ts';
import type { ModelPackage } from '../../../src/core/records.ts';
import { isCategory, type CategoryColumn, type NumberColumn, type Table } from '../../../src/core/table.ts';

const numbers = (name: string, values: ArrayLike<number>): NumberColumn => ({
  name,
  kind: 'number',
  values: Float64Array.from(values),
});
const words = (name: string, cells: readonly string[], levels = [...new Set(cells)]): CategoryColumn => ({
  name,
  kind: 'category',
  codes: Int32Array.from(cells, (cell) => levels.indexOf(cell)),
  levels,
});
const tableOf = (...columns: Table['columns']): Table => ({
  rows: isCategory(columns[0]!) ? columns[0].codes.length : columns[0]!.values.length,
  columns,
});

/** y is likely when temp is high, and a little when wind is; hum says nothing. */
function world(rows: number, seed: number, spoil: (temp: number) => number = (temp) => temp) {
  const random = new Random(seed);
  const temp = Float64Array.from({ length: rows }, () => 20 + 5 * random.normal());
  const wind = Float64Array.from({ length: rows }, () => random.normal());
  const hum = Float64Array.from({ length: rows }, () => random.normal());
  const truth = Float64Array.from(temp, (value, i) =>
    Number(random.uniform() < 1 / (1 + Math.exp(-(1.2 * (value - 20) + 0.8 * wind[i]!)))),
  );
  return {
    table: tableOf(numbers('temp', temp.map(spoil)), numbers('wind', wind), numbers('hum', hum)),
    truth,
  };
}

const reference = world(1500, 1);
const rows = Array.from({ length: 1500 }, (_, i) => i);
const features = ['temp', 'wind', 'hum'];
const recipe = fitRecipe(
  reference.table,
  usualPlan(reference.table, features),
  rows,
  reference.truth,
  'binary',
  2,
  1,
);
// What was put into the world, in standard units of the inputs.
const model: ModelPackage = {
  task: 'binary',
  recipe,
  architecture: { inputs: 3, layers: [{ units: 1, activation: 'sigmoid' }] },
  weights: Float32Array.of(6, 0.8, 0, 0),
};

function ask(current: { table: Table; truth: Float64Array }, labels = true, metric = 'accuracy'): Blame {
  const work = blame({
    model,
    metric,
    threshold: 0.5,
    reference: reference.table,
    referenceTruth: reference.truth,
    current: current.table,
    truth: labels ? current.truth : current.truth.map(() => NaN),
    seed: 3,
  });
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

const wording = { rows: 'hours', since: '14 May (window 31)', windowRows: 72 };

describe('blame', () => {
  const broken = world(400, 2, () => 0);

  it('names a sensor that is stuck, what it costs and since when', () => {
    const found = ask(broken);
    expect(found.features.map(({ feature }) => feature)[0]).toBe('temp');
    const [temp, ...others] = found.features;
    expect(temp!.change).toEqual({ kind: 'stuck', value: 0, rows: 400, n: 400 });
    expect(temp!.share).toBe(1);
    expect(temp!.odd).toHaveLength(400);
    expect(others.every(({ drift }) => drift === 0)).toBe(true);
    expect(blameWords(found, wording)).toMatch(
      /^temp has read 0 in every row since 14 May \(window 31\)\. It is the feature that the model relies on most; about \d\d of 100 answers more are wrong than before \(400 labels\)\. 72 hours a window\.$/,
    );
  });

  it('tells the cost without labels by the certainty of the model, and says so', () => {
    const found = ask(broken, false);
    expect(found.performance.known).toBeNaN();
    expect(found.performance.estimated).toBeGreaterThan(0);
    expect(costWords(found)).toContain('labels are not in yet');
    expect(found.features[0]!.comesBack.known).toBeNaN();
    expect(found.features[0]!.comesBack.estimated).not.toBeNaN();
  });

  it('brings back what another unit costs, for the order of the values says what they were', () => {
    const found = ask(world(400, 4, (temp) => temp * 1.8 + 32));
    const [temp] = found.features;
    expect(temp!.feature).toBe('temp');
    const lost = found.performance.reference - found.performance.known;
    expect(lost).toBeGreaterThan(0.2);
    expect(temp!.comesBack.known).toBeGreaterThan(0.8 * lost);
  });

  it('blames what brings the answers back before what only looks worse', () => {
    // Both changed; temp is what the answers hang on.
    const current = world(800, 8);
    const wind = (current.table.columns[1] as NumberColumn).values;
    const found = ask({
      table: tableOf(
        numbers(
          'temp',
          (current.table.columns[0] as NumberColumn).values.map((value) => 32 + value * 1.8),
        ),
        numbers(
          'wind',
          wind.map((value) => value + 6),
        ),
        current.table.columns[2]!,
      ),
      truth: current.truth,
    });
    const backs = found.features.map(backOf);
    expect(found.features[0]!.feature).toBe('temp');
    expect(backs[0]).toBe(Math.max(...backs));
  });

  it('does not say that a feature costs anything whose undoing does not help', () => {
    const found = ask(broken);
    const [temp, ...others] = found.features;
    const useless: Blame = {
      ...found,
      features: [{ ...temp!, comesBack: { known: -0.25, estimated: NaN } }, ...others],
    };
    // Stuck: what it was is lost, and that numbers drawn in its place do not help says nothing.
    expect(blameWords(useless, wording)).toMatch(
      /relies on most\. What it really was is lost, so its part can’t be tried alone\. All in all, about \d\d of 100 answers more are wrong/,
    );
    expect(comesBackWords(useless, useless.features[0]!)).toBe('can’t be tried: its values are lost');
    const moved: Blame = {
      ...useless,
      features: [{ ...useless.features[0]!, change: { kind: 'moved', from: 1, to: 2, n: 400 } }, ...others],
    };
    expect(blameWords(moved, wording)).toMatch(
      /relies on most, but undoing it alone does not help\. All in all, about \d\d of 100 answers more are wrong/,
    );
    expect(comesBackWords(moved, moved.features[0]!)).toBe(
      'does not help alone: 25 of 100 more would be wrong',
    );
  });

  it('says that no feature is to blame where only the answers changed', () => {
    const current = world(400, 5);
    const found = ask({ table: current.table, truth: current.truth.map((label) => 1 - label) });
    expect(found.features.every(({ share }) => share === 0)).toBe(true);
    expect(blameWords(found, wording)).toMatch(/^No feature looks different from before/);
  });

  it('ranks by how much the model relies on it, not by how far it moved', () => {
    const current = world(400, 6, (temp) => temp + 4);
    const moved = tableOf(
      current.table.columns[0]!,
      current.table.columns[1]!,
      numbers('hum', new Float64Array(400).fill(9)),
    );
    const { features: found } = ask({ table: moved, truth: current.truth });
    expect(found[0]!.feature).toBe('temp');
    expect(found.find(({ feature }) => feature === 'hum')!.drift).toBeGreaterThan(found[0]!.drift);
  });

  it('gives the same answer to the same question, and takes any metric of the task', () => {
    expect(ask(broken)).toEqual(ask(broken));
    const loss = ask(broken, true, 'log-loss');
    expect(loss.features[0]!.feature).toBe('temp');
    expect(loss.performance.estimated).toBeNaN();
    expect(costWords(loss)).toMatch(/^Log loss is \d+\.\d\d where it was \d\.\d\d \(400 labels\)$/);
  });
});

describe('undoing', () => {
  const random = () => new Random(1);
  const was = numbers('a', [1, 2, 3, 4, 5]);

  it('gives every value that of the same rank', () => {
    expect([...(undone(numbers('a', [30, 10, 50, 20, 40]), was, random()) as NumberColumn).values]).toEqual([
      3, 1, 5, 2, 4,
    ]);
  });

  it('draws where the order says nothing', () => {
    const stuck = undone(numbers('a', new Array<number>(500).fill(7)), was, random()) as NumberColumn;
    for (const value of [1, 2, 3, 4, 5])
      expect(stuck.values.filter((one) => one === value)).toHaveLength(100);
    const gone = undone(numbers('a', new Array<number>(500).fill(NaN)), was, random()) as NumberColumn;
    expect(new Set(gone.values)).toEqual(new Set([1, 2, 3, 4, 5]));
  });

  it('moves no more words than it takes', () => {
    const before = words('sky', ['clear', 'clear', 'rain', 'rain']);
    const now = words('sky', ['clear', 'fog', 'fog', 'rain', 'clear', 'rain', 'fog', 'fog']);
    const back = undone(now, before, random()) as CategoryColumn;
    const cells = Array.from(back.codes, (code) => back.levels[code]);
    expect(cells.filter((cell) => cell === 'clear')).toHaveLength(4);
    expect(cells.filter((cell) => cell === 'rain')).toHaveLength(4);
    for (const [row, cell] of cells.entries())
      if (now.levels[now.codes[row]!] !== 'fog') expect(cell).toBe(now.levels[now.codes[row]!]);
  });

  it('leaves alone what has nothing to go by', () => {
    const now = numbers('a', [1, 2]);
    expect(undone(now, numbers('a', [NaN]), random())).toBe(now);
    expect(undone(now, words('a', ['x']), random())).toBe(now);
    expect(undone(words('a', ['x']), was, random())).toMatchObject({ kind: 'category' });
    expect((undone(numbers('a', []), was, random()) as NumberColumn).values).toHaveLength(0);
  });
});

describe('what happened to a column', () => {
  const normal = new Random(5);
  const before = numbers(
    'a',
    Array.from({ length: 400 }, () => 50 + 10 * normal.normal()),
  );
  const kindOf = (change: (value: number, row: number) => number) =>
    columnDrift(numbers('a', before.values.map(change)), before).change;

  it.each<[string, (value: number, row: number) => number, object]>([
    ['stuck', () => 3, { kind: 'stuck', value: 3, rows: 400 }],
    ['stuck', (value, row) => (row % 3 > 0 ? 50 : value), { kind: 'stuck', value: 50 }],
    ['missing', (value, row) => (row % 2 ? NaN : value), { kind: 'missing', rows: 200, was: 0 }],
    ['missing', () => NaN, { kind: 'missing', rows: 400 }],
    ['unit', (value) => value * 1000, { kind: 'unit' }],
    ['beyond', (value, row) => (row % 3 ? value : 500), { kind: 'beyond', n: 400 }],
    ['moved', (value) => value + 8, { kind: 'moved' }],
    ['spread', (value) => 50 + (value - 50) * 0.5, { kind: 'spread' }],
  ])('is %s', (_, change, found) => {
    expect(kindOf(change)).toMatchObject(found);
  });

  it('is nothing beyond chance between two halves of one column', () => {
    const [even, odd] = [0, 1].map((half) =>
      numbers(
        'a',
        before.values.filter((_, row) => row % 2 === half),
      ),
    );
    expect(columnDrift(even!, odd!).beyondChance).toBe(0);
    const cells = Array.from({ length: 400 }, () => 'abcdefgh'.charAt(normal.integer(8)));
    const parts = [0, 1].map((half) =>
      words(
        'w',
        cells.filter((__, row) => row % 2 === half),
      ),
    );
    expect(columnDrift(parts[0]!, parts[1]!).beyondChance).toBe(0);
  });

  it('says of words what is new, what is stuck and what comes more often', () => {
    const was = words('sky', [...'ccccccrrrr']);
    const changeOf = (cells: string) => columnDrift(words('sky', [...cells]), was).change;
    expect(changeOf('ccccxxxxxx')).toEqual({ kind: 'new-level', level: 'x', rows: 6, n: 10 });
    expect(changeOf('rrrrrrrrrr')).toEqual({ kind: 'stuck', value: 'r', rows: 10, n: 10 });
    expect(changeOf('ccrrrrrrrr')).toMatchObject({ kind: 'mix', level: 'r', to: expect.closeTo(0.8, 9) });
  });

  it('shows the rows that stand out', () => {
    const now = numbers('a', [50, 500, NaN, 49, -3]);
    expect([...oddRows(now, before, { kind: 'shape', n: 5 })]).toEqual([1, 2, 4]);
    const sky = words('sky', ['c', 'x', 'r']);
    expect([...oddRows(sky, words('sky', ['c', 'r']), { kind: 'shape', n: 3 })]).toEqual([1]);
  });

  it('takes a column that changed its kind for another one', () => {
    expect(columnDrift(words('a', ['x']), before).drift).toBe(1);
  });
});
