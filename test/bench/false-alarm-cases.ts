// Streams in which nothing changes, or in which it is known what does: how often the usual rules speak, and how soon.

import { AlertWatch, type OpenEpisode } from '../../src/core/alerting/alert-watch.ts';
import { usualRules } from '../../src/core/alerting/usual-rules.ts';
import { alarmRules } from '../../src/core/alerts/index.ts';
import { metrics } from '../../src/core/metrics/index.ts';
import { FigureTable } from '../../src/core/monitoring/figure-table.ts';
import { partsOfKey } from '../../src/core/monitoring/figure.ts';
import { WatchSession } from '../../src/core/monitoring/session.ts';
import { usualPlan } from '../../src/core/monitoring/usual-plan.ts';
import { Random } from '../../src/core/random.ts';
import { fitRecipe } from '../../src/core/recipe.ts';
import { usualPlan as usualRecipe } from '../../src/core/recipe-plan.ts';
import type { ModelPackage } from '../../src/core/records.ts';
import { scoreRows } from '../../src/core/scoring.ts';
import { spanRows, type Table } from '../../src/core/table.ts';

export type Course = 'sudden' | 'gradual' | 'incremental' | 'recurring';
export type Change = 'inputs' | 'concept';
export type CaseTask = 'binary' | 'regression';

export interface StreamCase {
  readonly task: CaseTask;
  readonly seed: number;
  readonly rows: number;
  readonly windowRows: number;
  /** Null: nothing ever changes. */
  readonly drift: { readonly change: Change; readonly course: Course; readonly from: number } | null;
}

export interface CaseFound {
  /** Episodes by rule; the scene's own alarm as `alarm`. */
  readonly episodes: Readonly<Record<string, number>>;
  /** Figures that were the worst of an episode before anything changed, by family and name. */
  readonly falsely: Readonly<Record<string, number>>;
  /** Rows from the change to the end of the window in which each rule first spoke. */
  readonly delays: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
}

const learnt = 4000;
const unseen = 4000;
const before = learnt + unseen;
const numbers = ['a', 'b', 'c', 'd', 'e', 'f'];
const words = ['g', 'h'];
const levels = ['red', 'green', 'blue', 'grey'];
const shares = [0.4, 0.3, 0.2, 0.1];
const effects = [1.4, -0.9, 0.6, 0.3, 0, 0];
/** Rows over which a gradual or incremental change comes in, and half a turn of a recurring one. */
const over = 10_000;

function strength(course: Course, since: number, random: Random): number {
  if (since < 0) return 0;
  const along = Math.min(1, since / over);
  switch (course) {
    case 'sudden':
      return 1;
    case 'gradual':
      return Number(random.uniform() < along);
    case 'incremental':
      return along;
    case 'recurring':
      return Math.floor(since / over) % 2 === 0 ? 1 : 0;
  }
}

function makeTable({ task, seed, rows, drift }: StreamCase): { table: Table; truth: Float64Array } {
  const random = new Random(seed);
  const all = before + rows;
  const values = numbers.map(() => new Float64Array(all));
  const codes = words.map(() => new Int32Array(all));
  const truth = new Float64Array(all);
  for (let row = 0; row < all; row++) {
    const much = drift ? strength(drift.course, row - before - drift.from, random) : 0;
    const [moved, turned] = drift?.change === 'inputs' ? [much, 0] : [0, much];
    let sum = 0;
    values.forEach((column, i) => {
      // One skewed, one of whole numbers, one with gaps: what real tables have.
      const plain = random.normal() + (i === 0 ? moved : 0);
      const value = i === 4 ? Math.exp(plain) : i === 5 ? Math.round(plain * 2) : plain;
      column[row] = i === 3 && random.uniform() < 0.05 ? NaN : value;
      sum += effects[i]! * (1 - 2 * turned) * plain;
    });
    codes.forEach((column, i) => {
      const draw = random.uniform();
      let level = 0;
      for (let passed = shares[0]!; passed < draw && level < 3;) passed += shares[++level]!;
      column[row] = level;
      if (i === 0) sum += level === 0 ? 0.5 : 0;
    });
    truth[row] =
      task === 'binary' ? Number(random.uniform() < 1 / (1 + Math.exp(-sum))) : sum + random.normal();
  }
  const columns: Table['columns'] = [
    ...values.map((column, i) => ({ name: numbers[i]!, kind: 'number' as const, values: column })),
    ...codes.map((column, i) => ({ name: words[i]!, kind: 'category' as const, codes: column, levels })),
    { name: 'y', kind: 'number', values: truth },
  ];
  return { table: { rows: all, columns }, truth };
}

/** What was put into the world, written as a network of one layer: a model that knows it all. */
function modelOf(task: CaseTask, table: Table, truth: Float64Array): ModelPackage {
  const features = [...numbers, ...words];
  const rows = Array.from({ length: learnt }, (_, i) => i);
  const recipe = fitRecipe(
    table,
    usualRecipe(table, features),
    rows,
    truth,
    task,
    task === 'binary' ? 2 : 0,
    1,
  );
  const inputs = recipe.outputs.length;
  const scale = task === 'regression' ? recipe.targetDeviation : 1;
  const weights = new Float32Array(inputs + 1);
  recipe.outputs.forEach((name, i) => {
    const at = numbers.indexOf(name);
    // Numbers are standardised by about 1; of words each level has an input of its own.
    if (at >= 0) weights[i] = effects[at]! / scale;
    else if (/^g\b.*red/.test(name)) weights[i] = 0.5 / scale;
  });
  weights[inputs] = task === 'regression' ? (-0.2 - 0) / scale : 0;
  return {
    task,
    recipe,
    architecture: { inputs, layers: [{ units: 1, activation: task === 'binary' ? 'sigmoid' : 'linear' }] },
    weights,
  };
}

export function runCase(asked: StreamCase): CaseFound {
  const { task, seed, rows, windowRows, drift } = asked;
  const { table, truth } = makeTable(asked);
  const model = modelOf(task, table, truth);
  const metric = metrics.get(task === 'binary' ? 'accuracy' : 'mae');
  const every = metrics.all.filter(({ everyWindow, tasks }) => everyWindow && tasks.includes(task));
  const loaded = {
    table,
    task,
    classes: task === 'binary' ? ['no', 'yes'] : [],
    target: { column: 'y' },
    truth,
    outputs: 1,
  };
  const session = new WatchSession(
    {
      plan: usualPlan(task, []),
      initialRows: before,
      windowRows,
      timeColumn: null,
      metrics: [...new Set([metric.id, ...every.map(({ id }) => id)])],
      seed,
    },
    'table',
    () => loaded,
  );
  const compared = (from: number, to: number) => ({ digest: 'table', rows: { from, to } });
  session.know({
    id: 'v1',
    model,
    reference: compared(0, learnt),
    unseen: compared(learnt, before),
    unseenLearnt: false,
  });
  const judge = (span: { from: number; to: number }, scores: Float32Array): number =>
    metric.compute({ truth: truth.slice(span.from, span.to), scores, outputs: 1 });
  const scoresOf = (span: { from: number; to: number }) => scoreRows(model, table, spanRows(span)).scores;
  const judged = { from: learnt, to: before };
  const level = judge(judged, scoresOf(judged));

  const figures = new FigureTable();
  const watch = new AlertWatch(figures, { rules: usualRules, levelOf: () => NaN });
  const alarm = alarmRules.get('metric-below-level');
  // As scenes have it: what chance makes of so many rows, three times in a row, is well within.
  const margin = windowRows >= 1000 ? 0.05 : 0.15;
  const episodes: Record<string, number> = {};
  const falsely: Record<string, number> = {};
  const delays: Record<string, number> = {};
  const found = (rule: string, end: number, key: string): void => {
    episodes[rule] = (episodes[rule] ?? 0) + 1;
    if (drift && end > drift.from) delays[rule] ??= end - drift.from;
    else falsely[key] = (falsely[key] ?? 0) + 1;
  };
  let open: OpenEpisode[] = [];
  let values: number[] = [];
  for (let index = 0; index < Math.floor(rows / windowRows); index++) {
    const span = { from: before + index * windowRows, to: before + (index + 1) * windowRows };
    const scores = scoresOf(span);
    const passed = session.pass({
      index,
      span,
      modelVersionId: 'v1',
      scores,
      outputs: 1,
      thresholds: 0.5,
      latencies: [],
      labelled: true,
    });
    for (const one of passed) figures.add(one);
    const { raised, cleared, accept } = watch.follow(open);
    accept();
    open = open.filter((episode) => !cleared.some((one) => one.episode === episode));
    for (const { rule, subjects, figures: bad } of raised) {
      open.push({ alertId: `${rule.id} ${index}`, ruleId: rule.id, subjects });
      const { family, name } = partsOfKey(bad[0]!.key);
      found(rule.id, span.to - before, `${family}/${name}`);
    }
    values.push(judge(span, scores));
    if (alarm.fires({ level, better: metric.better, values }, { margin, windows: 3 })) {
      found('alarm', span.to - before, 'alarm');
      values = [];
    }
  }
  return {
    episodes,
    falsely,
    delays,
    faults: session.takeFaults().map(({ monitor, reason }) => `${monitor}: ${reason}`),
  };
}

/** Adds up what many streams told. */
export function summed(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const one of all) for (const [key, count] of Object.entries(one)) sums[key] = (sums[key] ?? 0) + count;
  return sums;
}
