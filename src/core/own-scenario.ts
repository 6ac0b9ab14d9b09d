// From a person's table to a project: what is asked is suggested from schema and profile, can be changed, and becomes a
// scenario like those that come with the page.

import type { Dataset, Scenario, TargetSpec, Task } from './define.ts';
import { marginOf, usualMetric } from './own-metric.ts';
import type { Profile } from './profile.ts';
import type { Project } from './records.ts';
import { scenarios } from './scenarios/index.ts';
import { usualSteps } from './recipe-plan.ts';
import type { PlannedInput, PlannedStep, RecipePlan } from './recipe-plan.ts';
import { columnKindOf, fieldOf, namesWith } from './schema.ts';
import type { Field, TableSchema } from './schema.ts';
import type { SplitSpec } from './split.ts';
import { countText } from './wording.ts';

/** In which order the rows come by, as the stream brings them. */
export type RowOrder =
  { readonly by: 'file' } | { readonly by: 'column'; readonly column: string } | { readonly by: 'shuffle' };

export interface OwnSetup {
  readonly label: string;
  readonly target: TargetSpec;
  readonly task: Task;
  readonly order: RowOrder;
  /** Share of the rows that is known before the stream begins. */
  readonly historyShare: number;
  readonly windowRows: number;
  readonly labelDelayWindows: number;
  readonly split: SplitSpec;
  readonly recipe: RecipePlan;
  /** Model kind. */
  readonly model: string;
  readonly metric: string;
}

/** Rows that are known before the stream begins. */
export const historyRows = (setup: Pick<OwnSetup, 'historyShare'>, rows: number): number =>
  Math.min(rows, Math.max(1, Math.round(rows * setup.historyShare)));

const mostClasses = 50;
/** A whole number with no more different values than this is taken for a class. */
const mostNumberClasses = 10;

/** The task that a column suggests; null where it can't be predicted (text, identifier, time, image, constant). */
export function taskFor(field: Field, distinct: number): Task | null {
  if (distinct < 2) return null;
  switch (field.kind) {
    case 'boolean':
      return 'binary';
    case 'category':
      return distinct === 2 ? 'binary' : distinct <= mostClasses ? 'multiclass' : null;
    case 'integer':
      if (distinct === 2) return 'binary';
      return distinct <= mostNumberClasses ? 'multiclass' : 'regression';
    case 'number':
      return 'regression';
    case 'text':
    case 'identifier':
    case 'time':
    case 'image':
      return null;
  }
}

/** What "yes" is called. */
const affirmative: ReadonlySet<string> = new Set([
  'yes',
  'y',
  'true',
  't',
  'ja',
  'j',
  'oui',
  'o',
  'sí',
  'si',
  's',
  'sim',
  'sì',
  'tak',
  'да',
]);

/** Of two words the one that says yes; nothing where neither or both do. */
function positiveOf({ categories }: Field, task: Task): { positive?: string } {
  if (task !== 'binary' || categories?.length !== 2) return {};
  const said = categories.filter((word) => affirmative.has(word.trim().toLowerCase()));
  return said.length === 1 ? { positive: said[0]! } : {};
}

/** Levels above this many are not given a column each. */
const mostOneHotLevels = 40;

function stepsFor(field: Field, distinct: number): PlannedStep[] {
  if (field.kind === 'text') return [{ step: 'bag-of-words', params: {} }];
  if (field.kind === 'image')
    return [
      { step: 'impute-constant', params: {} },
      { step: 'min-max-scale', params: {} },
    ];
  if (field.kind === 'category' && distinct > mostOneHotLevels)
    return [
      { step: 'target-encode', params: {} },
      { step: 'standard-scale', params: {} },
    ];
  return usualSteps(columnKindOf(field.kind));
}

/** A plan over all fields of role `feature`; identifiers carry nothing and are left out. */
export function planFor(schema: TableSchema, profile: Profile | null): RecipePlan {
  const distinct = new Map(profile?.columns.map((column) => [column.name, column.distinct]));
  const inputs = schema.fields
    .filter((field) => field.role === 'feature' && field.kind !== 'identifier')
    .filter((field) => distinct.get(field.name) !== 0)
    .map((field): PlannedInput => ({
      name: field.name,
      source: { from: 'column', column: field.name },
      steps: stepsFor(field, distinct.get(field.name) ?? field.categories?.length ?? 0),
    }));
  return { v: 1, inputs };
}

export function modelFor(task: Task): string {
  if (task === 'regression') return 'linear-regression';
  return task === 'binary' ? 'logistic-regression' : 'softmax-regression';
}

/** About twenty windows. Small ones are noisy: the alarm's margin knows that. */
const windowRowsFor = (streamRows: number): number => Math.max(10, Math.round(streamRows / 20));

/**
 * What a project of this table would be, if nobody changed anything; null when there is nothing to predict.
 * Rows with a time come in its order; the others are shuffled, because files are often sorted by what is to be learnt.
 * @param inOrder the rows are a stream as they stand, as those of a generator with a drift script are.
 */
export function suggestSetup(
  name: string,
  rows: number,
  schema: TableSchema,
  profile: Profile,
  seed: number,
  inOrder = false,
): OwnSetup | null {
  const [targetName] = namesWith(schema, 'target');
  if (targetName === undefined) return null;
  const distinct = profile.columns.find((column) => column.name === targetName)?.distinct ?? 0;
  const task = taskFor(fieldOf(schema, targetName), distinct);
  if (!task) return null;
  const [time] = namesWith(schema, 'time');
  const [group] = namesWith(schema, 'group');
  const historyShare = 0.6;
  const split: SplitSpec = {
    v: 1,
    method: time || inOrder ? 'time' : group ? 'group' : task === 'regression' ? 'random' : 'stratified',
    testShare: 0.2,
    folds: 5,
    fold: 0,
    gapRows: 0,
    column: time || inOrder ? null : (group ?? (task === 'regression' ? null : targetName)),
    seed,
  };
  return {
    label: name,
    target: { column: targetName, ...positiveOf(fieldOf(schema, targetName), task) },
    task,
    order: time ? { by: 'column', column: time } : inOrder ? { by: 'file' } : { by: 'shuffle' },
    historyShare,
    windowRows: windowRowsFor(rows - historyRows({ historyShare }, rows)),
    labelDelayWindows: 1,
    split,
    recipe: planFor(schema, profile),
    model: modelFor(task),
    metric: usualMetric(task),
  };
}

/** Fewer rows teach and test nothing. */
const fewestRows = 30;

/** Why a project can't begin like this, in words; null when it can. */
export function setupProblem(setup: OwnSetup, rows: number, schema: TableSchema): string | null {
  if (rows < fewestRows)
    return `There are ${rows} rows; ${fewestRows} are the least that can be trained on, tested and watched.`;
  if (setup.recipe.inputs.length === 0)
    return 'No column is a feature. Give at least one column the role "feature".';
  if (!schema.fields.some((field) => field.name === setup.target.column))
    return `There is no column "${setup.target.column}" to predict.`;
  if (!(setup.historyShare > 0 && setup.historyShare < 1))
    return 'The share of rows that is known at the start lies between 0 and 1.';
  const stream = rows - historyRows(setup, rows);
  if (!(Number.isInteger(setup.windowRows) && setup.windowRows >= 1 && setup.windowRows <= stream))
    return `A window has between 1 and ${stream} rows, not ${setup.windowRows}.`;
  return null;
}

/**
 * @param id unique among the person's own. @param targetDeviation of the history; used for regression only.
 * @throws RangeError when `setupProblem` has something to say.
 */
export function ownScenario(
  id: string,
  setup: OwnSetup,
  rows: number,
  schema: TableSchema,
  targetDeviation: number,
): Scenario {
  const problem = setupProblem(setup, rows, schema);
  if (problem) throw new RangeError(problem);
  const trainRows = historyRows(setup, rows);
  const features = [
    ...new Set(
      setup.recipe.inputs.flatMap(({ source }) =>
        'column' in source ? [source.column] : [...source.columns],
      ),
    ),
  ];
  return {
    id,
    label: setup.label,
    order: 0,
    about: `${countText(rows)} rows. The first ${countText(trainRows)} are known at the start, the rest passes as a stream.`,
    lesson: 'What was brought here, replayed as if it came in today.',
    dataset: id,
    task: setup.task,
    target: setup.target,
    features,
    unit: { one: 'row', many: 'rows' },
    arrange: { by: 'file' },
    trainRows,
    windowRows: setup.windowRows,
    labelDelayWindows: setup.labelDelayWindows,
    metric: setup.metric,
    alarm: {
      rule: 'metric-below-level',
      params: { margin: marginOf(setup.metric, setup.windowRows, targetDeviation), windows: 3 },
    },
    model: { kind: setup.model, params: {} },
    training: {
      optimizer: 'adam',
      learningRate: 0.02,
      batchSize: 32,
      epochs: epochsFor(trainRows),
      validationShare: 0.2,
      rateCourse: 'cosine',
    },
    retrain: {
      mix: 'all',
      windowRows: trainRows,
      halfLifeRows: Math.max(1, Math.round(trainRows / 2)),
      warm: false,
      holdoutWindows: 3,
    },
    seed: setup.split.seed,
  };
}

/** Enough steps for small tables, not hours for large ones: about 6,000 steps, 3 to 150 epochs. */
const epochsFor = (rows: number): number => Math.min(150, Math.max(3, Math.round((6000 * 32) / rows)));

/** The card of a person's own table, as the page shows cards. */
export function ownDataset(scenario: Scenario, schema: TableSchema, rows: number): Dataset {
  const [timeColumn] = namesWith(schema, 'time');
  return {
    id: scenario.dataset,
    label: scenario.label,
    about: scenario.about,
    task: scenario.task,
    target: scenario.target.column,
    ...(scenario.target.positive === undefined ? {} : { positive: scenario.target.positive }),
    ...(timeColumn === undefined ? {} : { timeColumn }),
    rows,
    columns: schema.fields.map(({ name, kind, role }) => ({ name, kind: columnKindOf(kind), role })),
    drift: '',
    lesson: scenario.lesson,
    leaks: [],
    source: 'Brought into this browser by you, and nowhere else from here.',
    licence: { spdx: '', note: '' },
    changes: [],
    ...(schema.image ? { image: schema.image } : {}),
    content: { from: 'own' },
  };
}

/** The scenario of a project: its own, or one of those that come with the page. @throws RangeError when it is neither. */
export const scenarioOf = (project: Project): Scenario =>
  project.scenario ?? scenarios.get(project.scenarioId);
