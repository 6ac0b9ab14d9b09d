// Tables that the page has handed over, by the digest of their content, with what is worked out from them once.

import type { TargetSpec, Task } from '../core/define.ts';
import type { DriftResult } from '../core/drift-measure.ts';
import { driftMeasures } from '../core/drift/index.ts';
import { sampleOf, type Sample } from '../core/drift-sample.ts';
import { AppError } from '../core/errors.ts';
import { defaults } from '../core/params.ts';
import type { Span, Table } from '../core/table.ts';
import { columnOf, spanRows } from '../core/table.ts';
import { truthOf } from '../core/target.ts';
import type { Jobs } from './protocol.ts';

export interface LoadedTable {
  readonly digest: string;
  readonly table: Table;
  readonly target: TargetSpec;
  readonly task: Task;
  readonly classes: readonly string[];
  /** Known answers of all rows; NaN where there is none. */
  readonly truth: Float64Array;
  /** Columns of the model's output: 1, or the number of classes. */
  readonly outputs: number;
}

type Measure = (current: Sample) => DriftResult;

/** One stretch of rows of one column, as measures of drift look at it. */
export const sampleSpan = (table: Table, name: string, span: Span): Sample =>
  sampleOf(columnOf(table, name), spanRows(span));

export class Tables {
  readonly #loaded = new Map<string, LoadedTable>();
  /** Rows as they were handed over, of tables that changes were made to. */
  readonly #sources = new Map<string, LoadedTable>();
  readonly #drift = new Map<string, Measure>();

  load({ digest, table, target, task, classes }: Jobs['load']['request']): LoadedTable {
    const known = this.#loaded.get(digest);
    if (known && sameQuestion(known, { target, task, classes })) return known;
    const loaded: LoadedTable = {
      digest,
      table,
      target,
      task,
      classes,
      truth: truthOf(table, target, task, classes),
      outputs: task === 'multiclass' ? classes.length : 1,
    };
    this.#loaded.set(digest, loaded);
    return loaded;
  }

  /** @throws AppError `bad-input` for a digest that was never loaded. */
  get(digest: string): LoadedTable {
    const loaded = this.#loaded.get(digest);
    if (!loaded) throw new AppError('bad-input', 'The engine does not have this table yet.');
    return loaded;
  }

  /** The rows as they were handed over. */
  source(digest: string): LoadedTable {
    return this.#sources.get(digest) ?? this.get(digest);
  }

  /** Puts the rows as the world is now under the digest of their source. What was worked out from the old ones is forgotten. */
  replace(digest: string, table: Table): LoadedTable {
    const source = this.source(digest);
    const changed = {
      ...source,
      table,
      truth: truthOf(table, source.target, source.task, source.classes),
    };
    this.#forgetDrift(digest);
    this.#sources.set(digest, source);
    this.#loaded.set(digest, changed);
    return changed;
  }

  unload(digest: string): void {
    this.#loaded.delete(digest);
    this.#sources.delete(digest);
    this.#forgetDrift(digest);
  }

  #forgetDrift(digest: string): void {
    for (const key of [...this.#drift.keys()])
      if (key.startsWith(JSON.stringify([digest]).slice(0, -1))) this.#drift.delete(key);
  }

  /** PSI of one feature against reference rows, learnt once for all windows that follow. */
  drift({ digest, table }: LoadedTable, feature: string, reference: Span): Measure {
    const key = JSON.stringify([digest, feature, reference.from, reference.to]);
    let measure = this.#drift.get(key);
    if (!measure) {
      const psi = driftMeasures.get('psi');
      measure = psi.fit(sampleSpan(table, feature, reference), defaults(psi.params));
      this.#drift.set(key, measure);
    }
    return measure;
  }
}

type Question = Pick<LoadedTable, 'target' | 'task' | 'classes'>;

const sameQuestion = (a: Question, b: Question): boolean =>
  a.task === b.task &&
  a.target.column === b.target.column &&
  a.target.positive === b.target.positive &&
  a.target.atLeast === b.target.atLeast &&
  a.classes.length === b.classes.length &&
  a.classes.every((name, i) => name === b.classes[i]);

/** @throws AppError `bad-input` unless all rows are in the table. */
export function checkRows({ table }: LoadedTable, rows: Int32Array): void {
  for (const row of rows)
    if (row < 0 || row >= table.rows)
      throw new AppError('bad-input', `Row ${row} is not in the table, which has ${table.rows}.`);
}

/** @throws AppError `bad-input` unless the stretch lies in the table. */
export function checkSpan({ table }: LoadedTable, span: Span): void {
  if (!(span.from >= 0 && span.from <= span.to && span.to <= table.rows))
    throw new AppError(
      'bad-input',
      `Rows ${span.from} to ${span.to} are not in the table, which has ${table.rows}.`,
    );
}
