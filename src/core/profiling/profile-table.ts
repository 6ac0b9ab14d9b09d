// Looks at a whole table once: what is in each column, what is odd, what gives the answer away.

import type { TargetSpec, Task } from '../define.ts';
import { AppError } from '../errors.ts';
import type { ColumnProfile, Correlations, Finding, Profile, TargetBalance } from '../profile.ts';
import { fieldOf, type Field, type TableSchema } from '../schema.ts';
import { columnOf, isCategory, type Column, type NumberColumn, type Table } from '../table.ts';
import { classesOf, truthOf } from '../target.ts';
import { Classes } from './classes.ts';
import { columnFindings } from './column-findings.ts';
import { pearson } from './correlations.ts';
import { duplicateColumns, duplicateRows, emptyRows } from './duplicates.ts';
import type { LeakTarget } from './leak-target.ts';
import { findLeaks, type LeakReport } from './leaks.ts';
import { levelBars, levelCounts } from './level-bars.ts';
import { numberBars } from './number-bars.ts';
import { summaryOf } from './numbers.ts';
import { sortedNumbers } from './sorting.ts';
import {
  byGravity,
  duplicateFindings,
  fewerOutliers,
  leakFindings,
  targetFindings,
} from './table-findings.ts';

const mostCorrelated = 60;

export interface ProfileOptions {
  readonly target: TargetSpec | null;
  /** Null: bars are not split by class and nothing is said about the target. */
  readonly task: Task | null;
  /** Chooses the rows of the leak check. */
  readonly seed: number;
  /** Called between steps, `done` of `total` roughly done, and waited for: report, breathe, or throw to give up. */
  readonly onStep?: (done: number, total: number) => void | Promise<void>;
}

const wholeWork = 1000;
/** Cells that are looked at between two steps. */
const cellsPerStep = 500_000;

/** Yields the share of the work that is done, roughly. */
function* profileSteps(
  table: Table,
  schema: TableSchema,
  options: ProfileOptions,
): Generator<number, Profile, void> {
  const findings: Finding[] = [];
  const target = readTarget(table, options, findings);
  const classes = target && target.task !== 'regression' ? new Classes(target.classes, target.truth) : null;

  const columns: ColumnProfile[] = [];
  let waiting = 0;
  for (const [i, column] of table.columns.entries()) {
    waiting += table.rows;
    if (waiting >= cellsPerStep) {
      yield (0.5 * i) / table.columns.length;
      waiting = 0;
    }
    const { profile, found } = lookAt(column, fieldOf(schema, column.name), table.rows, classes);
    columns.push(profile);
    findings.push(...found);
  }

  yield 0.5;
  const repeated = duplicateRows(table).length;
  yield 0.65;
  findings.push(...duplicateFindings(table.rows, repeated, emptyRows(table).length, duplicateColumns(table)));
  const correlations = yield* inSteps(0.75, correlate(table, schema));
  const leaks: LeakReport = target
    ? yield* inSteps(0.9, findLeaks(table, schema, target, options.seed))
    : { suspects: [], rows: 0 };
  findings.push(...leakFindings(leaks.suspects));
  const balance = target && balanceOf(target);
  if (balance) findings.push(...targetFindings(table.rows, balance, classes?.names ?? null));
  return {
    rows: table.rows,
    columns,
    classes: classes?.names ?? null,
    target: balance,
    duplicates: { count: repeated, rows: { by: 'duplicates' } },
    correlations,
    leaks: leaks.suspects,
    leakRows: leaks.rows,
    findings: byGravity(fewerOutliers(findings, columns)),
  };
}

/**
 * The profile, in steps of well under a second each (1,000,000 rows), so that a worker can listen in between.
 * @param schema of this table: its columns, in any order.
 * @returns a profile that is the same for the same table, schema and options. Everything is counted over all rows, but for
 * the leak check of long tables (`leakRows`). A target that cannot be read is a finding, not an error.
 * @throws RangeError when the schema names no such column, or lacks one; whatever `onStep` throws.
 */
export async function profileTable(
  table: Table,
  schema: TableSchema,
  options: ProfileOptions,
): Promise<Profile> {
  const steps = profileSteps(table, schema, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await options.onStep?.(Math.round(step.value * wholeWork), wholeWork);
  }
}

function* inSteps<T>(done: number, work: Generator<void, T, void>): Generator<number, T, void> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    yield done;
  }
}

function readTarget(table: Table, { target, task }: ProfileOptions, findings: Finding[]): LeakTarget | null {
  if (!target || !task) return null;
  try {
    const classes = classesOf(table, target, task);
    return { spec: target, task, classes, truth: truthOf(table, target, task, classes) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    findings.push({
      kind: 'target-unreadable',
      severity: 'warning',
      columns: [target.column],
      text: error.message,
      advice:
        'Choose another target, or say how this one is to be read. Until then nothing is said about leaks.',
      rows: null,
    });
    return null;
  }
}

function balanceOf({ spec, truth, classes, task }: LeakTarget): TargetBalance {
  const counts = classes.map(() => 0);
  let missing = 0;
  for (const answer of truth)
    if (Number.isNaN(answer)) missing++;
    else if (task !== 'regression') counts[answer]!++;
  return {
    column: spec.column,
    missing: { count: missing, rows: { by: 'missing', column: spec.column } },
    counts: task === 'regression' ? null : counts,
  };
}

function lookAt(
  column: Column,
  field: Field,
  rows: number,
  classes: Classes | null,
): { profile: ColumnProfile; found: Finding[] } {
  const { name } = column;
  const about = { name, kind: field.kind, role: field.role };
  const gaps = (count: number): ColumnProfile['missing'] => ({
    count,
    rows: { by: 'missing', column: name },
  });
  if (isCategory(column)) {
    const counted = levelCounts(column);
    const distinct = counted.levels.length;
    const profile: ColumnProfile = {
      ...about,
      missing: gaps(counted.missing),
      distinct,
      constant: distinct === 1,
      bars: levelBars(column, counted, classes),
      numbers: null,
    };
    return { profile, found: columnFindings({ field, column, rows, profile, counted, sorted: null }) };
  }
  const sorted = sortedNumbers(column.values);
  const profile: ColumnProfile = {
    ...about,
    missing: gaps(sorted.missing),
    distinct: sorted.distinct,
    constant: sorted.distinct === 1,
    bars: numberBars(column, sorted, classes),
    numbers: column.kind === 'boolean' ? null : summaryOf(name, sorted),
  };
  return { profile, found: columnFindings({ field, column, rows, profile, sorted, counted: null }) };
}

/** Of numbers, whole numbers and flags: the target first, so that it is never among those left out. */
function* correlate(table: Table, schema: TableSchema): Generator<void, Correlations, void> {
  const names = schema.fields
    .filter(({ kind }) => kind === 'number' || kind === 'integer' || kind === 'boolean')
    .sort((a, b) => Number(b.role === 'target') - Number(a.role === 'target'))
    .map(({ name }) => name);
  const columns = names
    .slice(0, mostCorrelated)
    .map((name) => columnOf(table, name))
    .filter((column): column is NumberColumn => !isCategory(column));
  const values = yield* pearson(columns);
  return {
    columns: columns.map(({ name }) => name),
    values,
    leftOut: Math.max(0, names.length - mostCorrelated),
  };
}
