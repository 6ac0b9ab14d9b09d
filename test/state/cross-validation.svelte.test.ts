// Folds trained and judged on real engines beside the page's own.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { fitRecipe } from '../../src/core/recipe.ts';
import { cellText, columnOf } from '../../src/core/table.ts';
import { labelledWindows } from '../../src/core/watch.ts';
import type { TrainRequest } from '../../src/engine/protocol.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { App } from '../../src/state/app.svelte.ts';
import type { AssessRequest } from '../../src/engine/evaluation-protocol.ts';
import type { FoldConfiguration } from '../../src/state/fold-training.ts';
import { makeApp, until, type Made } from './make-app.ts';

/** An engine that says what it was asked, and whether it was let go. */
class Watched extends Engine {
  static made: Watched[] = [];
  /** Said by a training in place of beginning it; null: it begins. */
  static refuse: (request: TrainRequest) => AppError | null = () => null;
  readonly trained: TrainRequest[] = [];
  readonly judged: AssessRequest[] = [];
  disposed = 0;

  constructor() {
    super();
    Watched.made.push(this);
  }
  static begin(): void {
    Watched.made = [];
    Watched.refuse = () => null;
  }
  override train(...[request, options]: Parameters<Engine['train']>): ReturnType<Engine['train']> {
    this.trained.push(request);
    const refused = Watched.refuse(request);
    return refused
      ? { promise: Promise.reject(refused), control: () => undefined }
      : super.train(request, options);
  }
  override assess(...[request, options]: Parameters<Engine['assess']>): ReturnType<Engine['assess']> {
    this.judged.push(request);
    return super.assess(request, options);
  }
  override dispose(): void {
    this.disposed++;
    super.dispose();
  }
}

let made: Made;
let app: App;
let cores = 3;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null }, undefined, {
    makeEngine: () => new Watched(),
    cores: () => cores,
  });
  ({ app } = made);
  await app.start();
  await until(() => app.models.champion !== null, 'the first model is in production');
  await app.stream.pause();
}, 60_000);
afterAll(() => made.close());
beforeEach(() => Watched.begin());

const patience = { timeout: 60_000 };
const folds = () => app.crossValidation;
const split = { by: 'time', folds: 3, gap: 5 } as const;
/** Quick to train. */
function quick(changes: Partial<FoldConfiguration> = {}): FoldConfiguration {
  const { present } = folds().planner;
  return { ...present, training: { ...present.training, epochs: 2 }, ...changes };
}
function done() {
  const { job } = folds();
  if (job.phase !== 'done') throw new Error(`The folds are ${job.phase}.`);
  return job.result;
}

test('folds in parallel say what folds one after the other say, to the last bit', patience, async () => {
  const both = [quick(), quick({ id: 'champion', model: folds().planner.ofChampion!.model })];
  cores = 3;
  const running = folds().run(split, null, both);
  expect(folds().job).toMatchObject({ phase: 'running', progress: { done: 0, total: 6, workers: 2 } });
  await running;
  const parallel = done();
  expect(Watched.made).toHaveLength(2);
  expect(Watched.made.every(({ disposed }) => disposed === 1)).toBe(true);
  expect(Watched.made.flatMap(({ trained }) => trained)).toHaveLength(6);

  cores = 1;
  Watched.begin();
  await folds().run(split, null, both);
  expect(Watched.made).toHaveLength(1);
  expect(done()).toEqual(parallel);

  const { metric } = app.datasets.current.scenario;
  expect(parallel.figures[0]).toBe(metric);
  for (const { results } of parallel.configurations)
    for (const [at, result] of results.entries()) {
      const { train, test: tested } = parallel.folds[at]!;
      expect(result).toMatchObject({ trained: train.length, tested: tested.length, failure: null });
      expect(Object.keys(result.figures)).toEqual(parallel.figures);
      expect(result.figures[metric]).toBeGreaterThan(0);
    }
});

test(
  'no row that a fold tests is given to its training, and every engine is the page’s',
  patience,
  async () => {
    cores = 3;
    await folds().run({ by: 'stratified', folds: 3, seed: 1 }, null, [quick()]);
    const { rows, folds: planned } = done();
    const asked = Watched.made.flatMap(({ trained, judged }) =>
      trained.map((request, at) => ({ request, judged: judged[at]! })),
    );
    expect(asked).toHaveLength(3);
    const testedAll: number[] = [];
    for (const { request, judged } of asked) {
      const learnt = new Set([...request.rows, ...request.validationRows]);
      expect([...judged.rows].filter((row) => learnt.has(row))).toEqual([]);
      expect(learnt.size + judged.rows.length).toBe(rows.length);
      // The recipe is fitted on `rows` by the engine: nothing that was fitted before is handed over.
      expect(request).toMatchObject({ start: null, checkpoint: null, engine: 'wasm' });
      testedAll.push(...judged.rows);
    }
    expect(testedAll.toSorted((a, b) => a - b)).toEqual([...rows]);
    expect(planned).toHaveLength(3);
  },
);

test('the recipe of a fold is fitted on its training rows alone', patience, async () => {
  await folds().run(split, null, [quick()]);
  const { table, truth, scenario, classes } = app.datasets.current;
  const fitted = (rows: Int32Array) =>
    fitRecipe(table, quick().recipe, rows, truth, scenario.task, classes.length, app.store.project.seed);
  const whole = fitted(done().rows);
  const asked = Watched.made.flatMap(({ trained, judged }) =>
    trained.map((request, at) => ({ request, recipe: judged[at]!.candidate.recipe })),
  );
  expect(asked).toHaveLength(3);
  for (const { request, recipe } of asked) {
    expect(recipe).toEqual(fitted(request.rows));
    expect(recipe).not.toEqual(whole);
  }
});

test('a fold that can’t be trained is named, and the others go on', patience, async () => {
  const second = folds().planner.plan(split, null).folds[1]!.train.length;
  Watched.refuse = ({ rows, validationRows }) =>
    rows.length + validationRows.length === second ? new AppError('bad-input', 'Not with these rows.') : null;
  await folds().run(split, null, [quick()]);
  const results = done().configurations[0]!.results;
  expect(results.map(({ failure }) => failure)).toEqual([null, 'Not with these rows.', null]);
  expect(results[1]!.figures).toEqual({});
  expect(Object.keys(results[2]!.figures)).not.toEqual([]);
});

test('rows that a split can’t be made of are refused before anything is begun', async () => {
  const shown = folds().job;
  await expect(folds().run({ by: 'group', folds: 3 }, null, [quick()])).rejects.toMatchObject({
    code: 'bad-input',
  });
  expect(Watched.made).toEqual([]);
  expect(folds().job).toBe(shown);
});

test('a lost engine ends the whole, with its reason', patience, async () => {
  Watched.refuse = () => new AppError('engine-lost', 'It was lost.');
  await expect(folds().run(split, null, [quick()])).rejects.toMatchObject({ code: 'engine-lost' });
  expect(folds().job).toMatchObject({ phase: 'failed', error: { message: 'It was lost.' } });
  await until(() => Watched.made.every(({ disposed }) => disposed === 1), 'all engines are gone');
});

test('cancelling lets every engine go at once', patience, async () => {
  const long = quick({ training: { ...quick().training, epochs: 100_000 } });
  const running = folds().run(split, null, [long]);
  await until(() => Watched.made.some(({ trained }) => trained.length > 0), 'a fold is being trained');
  const { job } = folds();
  if (job.phase === 'running') job.cancel();
  await expect(running).rejects.toMatchObject({ code: 'aborted' });
  expect(folds().job.phase).toBe('idle');
  await until(() => Watched.made.every(({ disposed }) => disposed === 1), 'all engines are gone');
});

test('a second run takes the place of the first, and the stream goes on meanwhile', patience, async () => {
  const long = quick({ training: { ...quick().training, epochs: 100_000 } });
  const first = folds().run(split, null, [long]);
  const broken = expect(first).rejects.toMatchObject({ code: 'aborted' });
  await until(() => Watched.made.some(({ trained }) => trained.length > 0), 'a fold is being trained');
  const { position } = app.stream;
  await app.stream.step();
  await app.stream.step();
  expect(app.stream.position).toBe(position + 2);
  expect(folds().job.phase).toBe('running');
  const second = folds().run(split, null, [quick()]);
  await broken;
  await second;
  expect(done().configurations).toHaveLength(1);
  await until(() => Watched.made.every(({ disposed }) => disposed === 1), 'all engines are gone');
});

test('nothing of it is registered or stored', () => {
  expect(app.store.versions).toHaveLength(1);
  expect(app.store.runs).toHaveLength(1);
  expect(app.evaluations.list).toHaveLength(1);
});

test('the learning curve judges more and more of the rows on the same later ones', patience, async () => {
  await app.projects.change(
    { training: { ...app.store.project.settings.training, epochs: 2 } },
    'quick for this test',
  );
  await folds().learn();
  const { curve } = folds();
  if (curve.phase !== 'done') throw new Error(`The curve is ${curve.phase}.`);
  const { points, metric, order } = curve.result;
  expect(order).toBe('latest');
  expect(points.map(({ share }) => share)).toEqual([0.1, 0.25, 0.5, 0.75, 1]);
  const { rows } = folds().planner;
  const tested = Math.floor(rows.length / 5);
  for (const { share, result } of points) {
    const { trained, figures, onLearnt } = result;
    expect(result.tested).toBe(tested);
    expect(Math.abs(trained - share * (rows.length - tested))).toBeLessThanOrEqual(1);
    expect(figures[metric]).toBeGreaterThan(0);
    expect(onLearnt[metric]).toBeGreaterThan(0);
  }
  const judged = Watched.made.flatMap(({ judged: some }) => some);
  const last = rows.subarray(rows.length - tested);
  expect(
    judged.filter((request) => request.rows.length === tested && request.rows[0] === last[0]),
  ).toHaveLength(5);
});

test('the split that suits is in time for rows in its order, by class else, never of unlabelled rows', async () => {
  const { planner } = folds();
  expect(planner.inTimeOrder).toBe(true);
  expect(planner.usualSplit(5)).toEqual({ by: 'time', folds: 5, gap: 0 });
  const { scenario } = app.datasets.current;
  const labelled = scenario.trainRows + labelledWindows(app.store.windows) * scenario.windowRows;
  expect(planner.rows.at(-1)).toBeLessThan(labelled);
  const codes = planner.plan({ by: 'group', folds: 3 }, 'weekday');
  const column = columnOf(app.datasets.current.table, 'weekday');
  for (const { train, test: tested } of codes.folds) {
    const dayOf = (place: number) => cellText(column, codes.rows[place]!);
    const learnt = new Set([...train].map(dayOf));
    expect([...tested].filter((place) => learnt.has(dayOf(place)))).toEqual([]);
  }
});

test('what was found goes with the project', patience, async () => {
  await folds().run(split, null, [quick()]);
  await app.projects.startOver('two-features');
  expect(folds().job.phase).toBe('idle');
  expect(folds().curve.phase).toBe('idle');
  expect(folds().planner.inTimeOrder).toBe(false);
  expect(folds().planner.usualSplit(4)).toMatchObject({ by: 'stratified', folds: 4 });
});
