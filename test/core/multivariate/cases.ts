// Results of NannyML 0.13.1 and scikit-learn 1.9.1 on the reference's own chunks and on random tables with categories and gaps.

import { readFileSync } from 'node:fs';
import type { Column, Table } from '../../../src/core/table.ts';

export type Cell = number | string | null;

export interface TableCase {
  readonly names: readonly string[];
  readonly reference: Readonly<Record<string, readonly Cell[]>>;
  readonly current: Readonly<Record<string, readonly Cell[]>>;
  /** Rows of a chunk. */
  readonly size: number;
  readonly kept: number;
  readonly ratio: readonly (number | null)[];
  readonly mean: readonly number[];
  readonly scale: readonly number[];
  /** Of each chunk: value, sampling error, upper and lower bound, upper and lower threshold, alert. */
  readonly result: readonly (readonly (number | boolean | null)[])[];
}

export interface LogisticCase {
  readonly reference: readonly (readonly number[])[];
  readonly current: readonly (readonly number[])[];
  readonly linear: { readonly auc: number; readonly coef: readonly number[]; readonly intercept: number };
  readonly quadratic: { readonly auc: number; readonly coef: readonly number[]; readonly intercept: number };
}

export interface ReferenceCase {
  readonly columns: readonly string[];
  readonly reference: readonly (readonly number[])[];
  readonly chunks: Readonly<Record<string, readonly (readonly number[])[]>>;
  readonly nannyml: Readonly<
    Record<
      string,
      {
        readonly value: number;
        readonly sampling_error: number;
        readonly upper_confidence_boundary: number;
        readonly lower_confidence_boundary: number;
        readonly upper_threshold: number;
        readonly lower_threshold: number;
        readonly alert: boolean;
      }
    >
  >;
  readonly scaler_mean: readonly number[];
  readonly scaler_scale_population_std: readonly number[];
  readonly pca_explained_ratio_all: readonly number[];
  readonly components: readonly (readonly number[])[];
  readonly reference_error: number;
  readonly mmd: Readonly<
    Record<
      string,
      { readonly median_sq_dist: number; readonly mmd2_unbiased: number; readonly mmd2_biased: number }
    >
  >;
  readonly domain_classifier_logistic_in_sample_auc: Readonly<Record<string, number>>;
}

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../fixtures/core/${name}.json`, import.meta.url), 'utf8')) as T;

export const referenceCase = (): ReferenceCase => read('multivariate');
export const tableCases = (): readonly TableCase[] => read('multivariate-nannyml');
export const logisticCases = (): readonly LogisticCase[] => read('multivariate-logistic');

export function tableFrom(columns: Readonly<Record<string, readonly Cell[]>>): Table {
  const made = Object.entries(columns).map(([name, cells]): Column => {
    if (!name.startsWith('c'))
      return {
        name,
        kind: 'number',
        values: Float64Array.from(cells, (cell) => (typeof cell === 'number' ? cell : NaN)),
      };
    const levels = [...new Set(cells.filter((cell) => typeof cell === 'string'))];
    return {
      name,
      kind: 'category',
      levels,
      codes: Int32Array.from(cells, (cell) => levels.indexOf(String(cell))),
    };
  });
  return { rows: Object.values(columns)[0]?.length ?? 0, columns: made };
}

/** Rows of numbers as columns of those names. */
export const tableOfRows = (names: readonly string[], rows: readonly (readonly number[])[]): Table => ({
  rows: rows.length,
  columns: names.map((name, j) => ({
    name,
    kind: 'number',
    values: Float64Array.from(rows, (row) => row[j]!),
  })),
});

export const everyRow = (table: Table): Int32Array => Int32Array.from({ length: table.rows }, (_, i) => i);
