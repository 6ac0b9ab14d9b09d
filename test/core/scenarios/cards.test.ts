// The figures that the data sets' cards give, measured again. Where a card cannot be met, the test says by how much.

import { describe, expect, it } from 'vitest';
import spam from '../../../src/core/datasets/spamassassin-words.ts';
import accuracy from '../../../src/core/metrics/accuracy.ts';
import softmax from '../../../src/core/models/softmax-regression.ts';
import { Random } from '../../../src/core/random.ts';
import { usualPlan } from '../../../src/core/recipe-plan.ts';
import { fitRecipe, transform } from '../../../src/core/recipe.ts';
import digits from '../../../src/core/scenarios/digits.ts';
import { scenarios } from '../../../src/core/scenarios/index.ts';
import { scoreRows } from '../../../src/core/scoring.ts';
import { columnOf, spanRows, takeRows, type Table } from '../../../src/core/table.ts';
import { classesOf, truthOf } from '../../../src/core/target.ts';
import { fitExactly, type Problem } from './exact.ts';
import { mean, rawTable } from './simulate.ts';
import { trainSmall } from './small-trainer.ts';

async function problemOf(id: string): Promise<Problem> {
  const scenario = scenarios.get(id);
  const table = await rawTable(scenario, scenario.seed);
  const { task, target, features } = scenario;
  return { table, features, task, truth: truthOf(table, target, task, classesOf(table, target, task)) };
}

function where(table: Table, name: string, keep: (value: number) => boolean): Int32Array {
  const column = columnOf(table, name);
  if (column.kind === 'category') throw new Error(`${name} holds categories.`);
  return spanRows({ from: 0, to: table.rows }).filter((row) => keep(column.values[row]!));
}
const group = (table: Table, name: string, level: string): Int32Array => {
  const column = columnOf(table, name);
  if (column.kind !== 'category') throw new Error(`${name} holds no categories.`);
  return spanRows({ from: 0, to: table.rows }).filter((row) => column.levels[column.codes[row]!] === level);
};

type Model = ReturnType<typeof fitExactly>;
function measured(
  problem: Problem,
  model: Model,
  all: Int32Array,
  one: (y: number, s: number) => number,
): number {
  const rows = all.filter((row) => !Number.isNaN(problem.truth[row]!));
  const scores = model(rows);
  return mean(Array.from(rows, (row, i) => one(problem.truth[row]!, scores[i]!)));
}
const right = (y: number, p: number): number => Number(p >= 0.5 === (y === 1));
const logLoss = (y: number, p: number): number => -Math.log(y === 1 ? p : 1 - p);
const off = (y: number, value: number): number => Math.abs(y - value);

const monthOf = (time: number): number => new Date(time).getUTCMonth() + 1;
const months = Array.from({ length: 10 }, (_, i) => i + 3);

function expectClose(found: readonly number[], card: readonly number[], tolerance: number): void {
  const far = found.flatMap((value, i) =>
    Math.abs(value - card[i]!) > tolerance ? [`${i}: ${value.toFixed(3)} instead of ${card[i]}`] : [],
  );
  expect(far).toEqual([]);
}

/** The fixed model, and one retrained at every step on the `size` rows before it (or on all). */
function overSteps(
  problem: Problem,
  first: number,
  step: number,
  size: number,
): { fixed: number; retrained: number } {
  const rows = problem.table.rows;
  const model = fitExactly(problem, spanRows({ from: 0, to: first }));
  const fixed = measured(problem, model, spanRows({ from: first, to: rows }), right);
  let sum = 0;
  for (let at = first; at < rows; at += step) {
    const span = spanRows({ from: at, to: Math.min(rows, at + step) });
    const again = fitExactly(problem, spanRows({ from: Math.max(0, at - size), to: at }));
    sum += measured(problem, again, span, right) * span.length;
  }
  return { fixed, retrained: sum / (rows - first) };
}

describe('the figures of the cards', () => {
  it('bikes: 0.88 in March, 0.63 in May; 0.81 to 0.90 when retrained on the last 45 days', async () => {
    const problem = await problemOf('bikes');
    const inMonth = (month: number): Int32Array =>
      where(problem.table, 'time', (time) => monthOf(time) === month);
    const winter = where(problem.table, 'time', (time) => monthOf(time) <= 2);
    expect(winter.length).toBe(scenarios.get('bikes').trainRows);
    const fixed = fitExactly(problem, winter);
    expectClose(
      months.map((month) => measured(problem, fixed, inMonth(month), right)),
      [0.88, 0.74, 0.63, 0.72, 0.71, 0.74, 0.65, 0.67, 0.67, 0.73],
      0.006,
    );
    const day = 24 * 3600 * 1000;
    const retrained = months.map((month) => {
      const start = Date.UTC(2011, month - 1, 1);
      const before = where(problem.table, 'time', (time) => time < start && time >= start - 45 * day);
      return measured(problem, fitExactly(problem, before), inMonth(month), right);
    });
    expectClose(retrained, [0.88, 0.81, 0.84, 0.9, 0.86, 0.87, 0.84, 0.88, 0.83, 0.81], 0.006);
  });

  it('flights: log loss 0.72 in July, and in December the retrained model is the worse one', async () => {
    // The card was measured on all 328,521 flights; here is every 14th, about 2,000 a month.
    const problem = await problemOf('flights');
    const inMonths = (from: number, to: number): Int32Array =>
      where(problem.table, 'time', (time) => monthOf(time) >= from && monthOf(time) <= to);
    expect(inMonths(1, 2).length).toBe(scenarios.get('flights').trainRows);
    const model = fitExactly(problem, inMonths(1, 2));
    const fixed = months.map((month) => measured(problem, model, inMonths(month, month), logLoss));
    expectClose(fixed, [0.49, 0.51, 0.53, 0.65, 0.72, 0.55, 0.4, 0.39, 0.39, 0.58], 0.035);
    const retrained = months.map((month) =>
      measured(problem, fitExactly(problem, inMonths(month - 2, month - 1)), inMonths(month, month), logLoss),
    );
    expectClose(retrained, [0.49, 0.48, 0.48, 0.52, 0.53, 0.48, 0.39, 0.39, 0.39, 0.6], 0.025);
    expect(fixed[4]! - retrained[4]!).toBeGreaterThan(0.15);
    expect(retrained[9]!).toBeGreaterThan(fixed[9]! + 0.02);
  });

  it('miles per gallon: off by 2 at first, by more than 7.5 from 1980 on', async () => {
    // The card gives 2.0, 7.6 and 2.4 without its model. A linear model is off by 1.9 to 2.4 in 1974 and 1975, by
    // 10.2, 7.6 and 9.3 in 1980 to 1982; retrained on all years before, by 2.4 in 1974 and by 3.8 on average.
    const problem = await problemOf('miles-per-gallon');
    const inYears = (from: number, to: number): Int32Array =>
      where(problem.table, 'model_year', (year) => year >= from && year <= to);
    expect(inYears(1970, 1973).length).toBe(scenarios.get('miles-per-gallon').trainRows);
    const model = fitExactly(problem, inYears(1970, 1973));
    const fixed = (year: number): number => measured(problem, model, inYears(year, year), off);
    expectClose([1974, 1975, 1980, 1981, 1982].map(fixed), [2.41, 1.91, 10.18, 7.57, 9.34], 0.05);
    const retrained = Array.from({ length: 9 }, (_, i) =>
      measured(problem, fitExactly(problem, inYears(1970, 1973 + i)), inYears(1974 + i, 1974 + i), off),
    );
    expect(retrained[0]).toBeCloseTo(2.4, 1);
    expect(mean(retrained)).toBeLessThan(4);
    expect(retrained[8]!).toBeLessThan(fixed(1982) - 3.5);
  });

  it('rain: 0.757, and 0.777 when retrained', async () => {
    const problem = await problemOf('rain');
    const { fixed, retrained } = overSteps(problem, 3631, 365, 1460);
    expectClose([fixed, retrained], [0.757, 0.777], 0.004);
  });

  it('wine, logistic: 0.738 on red becomes 0.678 on white; 0.749 on white becomes 0.630 on red', async () => {
    const problem = await problemOf('wine-red-to-white');
    const red = group(problem.table, 'color', 'red');
    const white = group(problem.table, 'color', 'white');
    for (const [here, there, card] of [
      [red, white, [0.738, 0.678]],
      [white, red, [0.749, 0.63]],
    ] as const) {
      const model = fitExactly(problem, here);
      // The card's first figure is on rows held out, this one on the training rows; both within sampling error.
      expectClose(
        [measured(problem, model, here, right), measured(problem, model, there, right)],
        card,
        0.012,
      );
    }
  });

  it('penguins: body mass learnt on one island fails on the other', async () => {
    // The card gives 259 → 790 g and 269 → 999 g without its model. Linear in bill and flipper: 255 → 616, 246 → 1104.
    const problem = await problemOf('penguins-by-island');
    const biscoe = group(problem.table, 'island', 'Biscoe');
    const dream = group(problem.table, 'island', 'Dream');
    const onBiscoe = fitExactly(problem, biscoe);
    const onDream = fitExactly(problem, dream);
    expectClose(
      [
        measured(problem, onBiscoe, biscoe, off),
        measured(problem, onBiscoe, dream, off),
        measured(problem, onDream, dream, off),
        measured(problem, onDream, biscoe, off),
      ],
      [255, 616, 246, 1104],
      2,
    );
  });

  it('employment: flat over four years', async () => {
    // The card's 0.827 is the publisher's own model; its outputs are not in the file. A logistic model stays at 0.80.
    const problem = await problemOf('employment');
    const inYear = (year: number): Int32Array => where(problem.table, 'year', (value) => value === year);
    expect(inYear(2015).length).toBe(scenarios.get('employment').trainRows);
    const model = fitExactly(problem, inYear(2015));
    const accuracy = [2016, 2017, 2018].map((year) => measured(problem, model, inYear(year), right));
    expect(Math.max(...accuracy) - Math.min(...accuracy)).toBeLessThan(0.015);
    expect(mean(accuracy)).toBeGreaterThan(0.77);
  });

  it('spam: 0.955 as it was, 0.962 retrained', async () => {
    const features = spam.columns.filter((column) => column.role === 'feature').map((column) => column.name);
    const problem = { ...(await problemOf('spam')), features };
    const { fixed, retrained } = overSteps(problem, 1051, 526, Infinity);
    expectClose([fixed, retrained], [0.955, 0.962], 0.002);
  }, 60_000);

  it('digits: 0.85 after the first 300 rows of the file, 0.93 after 300 drawn at random', async () => {
    const file = await rawTable(digits, digits.seed);
    const restAfter300 = (table: Table, seed: number): number => {
      const classes = classesOf(table, digits.target, digits.task);
      const truth = truthOf(table, digits.target, digits.task, classes);
      const train = spanRows({ from: 0, to: digits.trainRows });
      const recipe = fitRecipe(
        table,
        usualPlan(table, digits.features),
        train,
        truth,
        digits.task,
        classes.length,
        seed,
      );
      const outputs = classes.length;
      const architecture = softmax.architecture(recipe.outputs.length, outputs, digits.task, {});
      const learnt = { x: transform(recipe, table, train), y: truth.slice(0, train.length), weights: null };
      const weights = trainSmall(architecture, learnt, digits.task, digits.training, seed);
      const rest = spanRows({ from: train.length, to: table.rows });
      const { scores } = scoreRows({ task: digits.task, architecture, recipe, weights }, table, rest);
      return accuracy.compute({ truth: truth.slice(train.length), scores, outputs });
    };
    const seeds = [1, 2, 3];
    const shuffled = (seed: number): Table => takeRows(file, new Random(seed).permutation(file.rows));
    expectClose(
      [
        mean(seeds.map((seed) => restAfter300(file, seed))),
        mean(seeds.map((seed) => restAfter300(shuffled(seed), seed))),
      ],
      [0.85, 0.93],
      0.015,
    );
  });
});
