// The jobs of the data worker: it reads files, holds tables by a key, looks at them, changes and packs them, so that the
// page's thread never walks over a million rows. The only place where these messages are written down.

import type { AnswerSpec } from '../core/answers.ts';
import type { DriftEvent, TargetSpec, Task } from '../core/define.ts';
import type { DriftReport } from '../core/drift-report.ts';
import type { ParamValues } from '../core/params.ts';
import type { Profile } from '../core/profile.ts';
import type { RecipePlan } from '../core/recipe-plan.ts';
import type { ModelPackage } from '../core/records.ts';
import type { SchemaCheck } from '../core/schema-check.ts';
import type { Field, ImageShape, TableSchema } from '../core/schema.ts';
import type { ScoreReport } from '../core/score-table.ts';
import type { Selection } from '../core/selection.ts';
import type { SignatureInput } from '../core/signature.ts';
import type { SplitSpec } from '../core/split.ts';
import type { VersionDiff } from '../core/table-diff.ts';
import type { Table } from '../core/table.ts';
import type { VersionTable } from '../core/version-table.ts';
import type {
  Dialect,
  FileFormat,
  Guess,
  ReadOptions,
  ReadProblem,
  ReadProgress,
  Source,
} from '../exchange/reading/types.ts';

/** A table that the worker holds: what the page knows of it. */
export interface Held {
  readonly key: string;
  readonly name: string;
  readonly rows: number;
  readonly schema: TableSchema;
  /** The rows are a stream as they stand: a generator's drift happens along them. */
  readonly inOrder?: true;
  /** Rows of each part; null before a split. */
  readonly parts: { readonly train: number; readonly test: number; readonly gap: number } | null;
}

/** A table that was read from a file, and how. */
export interface Read extends Held {
  readonly format: FileFormat;
  readonly dialect: Dialect | null;
  readonly guesses: readonly Guess[];
  readonly problems: readonly ReadProblem[];
  readonly bytes: number;
}

/** Some rows as texts, for a table on the screen. `cells[i][j]`: row i, column j; '' where missing. */
export interface RowTexts {
  readonly columns: readonly string[];
  /** Row numbers in the table. */
  readonly rows: readonly number[];
  /** What the rows are called for life: their places in the file they came from, new ones after the last. */
  readonly ids: readonly number[];
  readonly cells: readonly (readonly string[])[];
  /** How many rows the selection has in all. */
  readonly total: number;
}

/** All that a data version is, handed to the page; the worker keeps its own copy under the key. */
export interface Packed {
  readonly digest: string;
  readonly tableKey: string;
  readonly bytes: Blob;
  readonly version: VersionTable;
  readonly schema: TableSchema;
}

export interface Before {
  readonly label: string;
  readonly count: number;
}

/** Histograms of one planned input before and after its steps, of the training rows. */
export interface InputPreview {
  readonly name: string;
  readonly before: readonly Before[];
  /** The first outputs, at most eight, each with its histogram. */
  readonly after: readonly { readonly name: string; readonly bars: readonly Before[] }[];
  readonly outputs: number;
  /** Why it cannot be fitted, in words; then the histograms after are empty. */
  readonly problem: string | null;
}

export interface EditRequest {
  readonly kind: string;
  readonly params: ParamValues;
  /** Row numbers that were picked. */
  readonly rows: readonly number[] | null;
  /** Key of the second table. */
  readonly other: string | null;
  readonly seed: number;
  /** No new row gets an id below this one: versions that have a parent in common must not give theirs the same. */
  readonly firstNewId: number;
}

/** Rows of a batch that stay out: none, those with a cell that cannot be read or is missing, all that do not fit. */
export type LeaveOut = 'none' | 'unreadable' | 'all';

/** A way to append a batch. */
export interface Way {
  /** Rows that would be put below. */
  readonly rows: number;
  /** False: no row is left, or something stands in the way that leaving out rows does not mend. */
  readonly canBe: boolean;
}

export interface BatchCheck extends SchemaCheck {
  /** Columns that must be there and are not. */
  readonly missing: readonly string[];
  readonly ways: Readonly<Record<LeaveOut, Way>>;
}

export interface Jobs {
  read: {
    request: { key: string; source: Source; options: ReadOptions };
    progress: ReadProgress;
    response: Read;
  };
  /** Rows of a generator of the catalogue. */
  generate: {
    request: {
      key: string;
      dataset: string;
      params: ParamValues;
      rows: number;
      seed: number;
      drift: readonly DriftEvent[];
    };
    progress: never;
    response: Held;
  };
  /** A table that the page has already. What is null is made: ids from 0, no parts, the schema from the card or the cells. */
  take: {
    request: {
      key: string;
      name: string;
      table: Table;
      ids: Float64Array | null;
      parts: Uint8Array | null;
      split: SplitSpec | null;
      nextId: number | null;
      schema: TableSchema | null;
      /** Id of its card in the catalogue. */
      dataset: string | null;
      image: ImageShape | null;
    };
    progress: never;
    response: Held;
  };
  /** The stored rows of a data version. */
  open: {
    request: {
      key: string;
      name: string;
      bytes: Blob;
      schema: TableSchema;
      split: SplitSpec | null;
      nextId: number;
    };
    progress: never;
    response: Packed;
  };
  held: { request: { key: string }; progress: never; response: Held };
  /** The same table under another key. */
  copy: { request: { key: string; newKey: string }; progress: never; response: Held };
  /** Says something else about one column; for another kind its cells are converted. */
  setField: {
    request: { key: string; name: string; change: Partial<Field> };
    progress: never;
    response: Held;
  };
  setSchema: { request: { key: string; schema: TableSchema }; progress: never; response: Held };
  profile: {
    request: { key: string; target: TargetSpec | null; task: Task | null; seed: number };
    progress: { done: number; total: number };
    response: Profile;
  };
  rows: {
    request: { key: string; selection: Selection | null; from: number; count: number };
    progress: never;
    response: RowTexts;
  };
  /** Greys 0–1 (or red, green, blue in turn) of the pictures of some rows, one after another. */
  pictures: {
    request: { key: string; rows: readonly number[] };
    progress: never;
    response: { pixels: Float32Array };
  };
  /** Checks another table against this one's schema. */
  check: { request: { key: string; other: string }; progress: never; response: BatchCheck };
  /**
   * Brings another table (a later batch) to this one's schema, as far as that loses nothing, under `newKey`, without the
   * rows that are to be left out. Fails in words when what is left cannot be put below this table's rows.
   */
  fit: {
    request: { key: string; other: string; newKey: string; leaveOut: LeaveOut };
    progress: never;
    response: { held: Held; leftOut: number; changes: readonly string[] };
  };
  /** The result is held under `newKey`; the old one stays. */
  edit: {
    request: { key: string; newKey: string; edit: EditRequest };
    progress: never;
    response: { held: Held; summary: string; split: SplitSpec | null };
  };
  split: { request: { key: string; spec: SplitSpec }; progress: never; response: Held };
  preview: {
    request: {
      key: string;
      plan: RecipePlan;
      inputs: readonly string[];
      target: TargetSpec | null;
      task: Task | null;
      /** Training rows are among the first so many; null: all. */
      firstRows: number | null;
      seed: number;
    };
    progress: never;
    response: readonly InputPreview[];
  };
  diff: { request: { before: string; after: string }; progress: never; response: VersionDiff };
  /** `onlyNew`: of the current table only rows whose ids the reference lacks, such as an appended batch. */
  drift: {
    request: { reference: string; current: string; onlyNew?: boolean };
    progress: { done: number; total: number };
    response: DriftReport;
  };
  /**
   * Brings the rows into an order (null: as they are), splits the first of them (the others, which are yet to come, count
   * as training rows), and packs all.
   */
  pack: {
    request: {
      key: string;
      order: { by: 'column'; column: string } | { by: 'shuffle'; seed: number } | null;
      split: { spec: SplitSpec; firstRows: number } | null;
    };
    progress: never;
    response: Packed;
  };
  /**
   * A version answers for a held table; the rows with their answers are held under `newKey`.
   * Fails in words naming the columns that are not there, unless `fill`: then all their cells count as missing.
   */
  score: {
    request: {
      key: string;
      newKey: string;
      model: ModelPackage;
      inputs: readonly SignatureInput[];
      answer: AnswerSpec;
      fill: boolean;
    };
    progress: { done: number; total: number };
    response: { held: Held; report: ScoreReport };
  };
  exportCsv: {
    request: { key: string; delimiter: string; decimal: '.' | ','; forSpreadsheets: boolean };
    progress: never;
    response: { bytes: Blob; formulaCells: number };
  };
  drop: { request: { key: string }; progress: never; response: Record<never, never> };
}
