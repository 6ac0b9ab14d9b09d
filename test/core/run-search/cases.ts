// Runs and answers of real MLflow (test/fixtures/core/mlflow-search*.json), read.

import { readFileSync } from 'node:fs';
import type { SearchableRun } from '../../../src/core/run-search/searchable.ts';

export interface CaseRun {
  readonly id: string;
  readonly name: string;
  readonly start: number;
  readonly end: number | null;
  readonly status: string;
  readonly p: Readonly<Record<string, string>>;
  /** Numbers as Python writes them: "nan", "-inf". */
  readonly m: Readonly<Record<string, string>>;
  readonly t: Readonly<Record<string, string>>;
  readonly ds: readonly [string, string, string] | null;
}

export type Answer = readonly string[] | string;

export interface Cases {
  readonly runs: readonly CaseRun[];
  readonly filters: readonly (readonly [string, Answer])[];
  readonly orders: readonly (readonly [readonly string[], Answer])[];
}

export function readCases(file: string): Cases {
  const text = readFileSync(`test/fixtures/core/${file}`, 'utf8');
  const read: {
    runs: (Partial<CaseRun> & Pick<CaseRun, 'name' | 'p' | 'm' | 't'>)[];
    filters: Record<string, Answer> | [string, Answer][];
    orders: Record<string, Answer> | [string[], Answer][];
  } = JSON.parse(text);
  return {
    runs: read.runs.map((run, index) => ({
      id: `r${index}`,
      start: 1000 + index,
      end: 2000 + index,
      status: 'FINISHED',
      ds: null,
      ...run,
    })),
    filters: Array.isArray(read.filters) ? read.filters : Object.entries(read.filters),
    orders: Array.isArray(read.orders)
      ? read.orders
      : Object.entries(read.orders).map(([order, answer]) => [
          [...order.matchAll(/'([^']*)'/g)].map((found) => found[1]!),
          answer,
        ]),
  };
}

const number = (text: string): number =>
  text === 'nan' ? NaN : text.endsWith('inf') ? (text.startsWith('-') ? -Infinity : Infinity) : Number(text);

export function caseRun(run: CaseRun): SearchableRun {
  const metrics = new Map(Object.entries(run.m).map(([key, value]) => [key, number(value)]));
  const params = new Map(Object.entries(run.p));
  const tags = new Map(Object.entries({ 'mlflow.runName': run.name, 'mlflow.user': 'local', ...run.t }));
  const attributes = new Map<string, string | number | undefined>([
    ['run_id', run.id],
    ['run_name', run.name],
    ['status', run.status],
    ['start_time', run.start],
    ['end_time', run.end ?? undefined],
    ['user_id', 'local'],
    ['artifact_uri', `/a/0/${run.id}/artifacts`],
  ]);
  return {
    metric: (key) => metrics.get(key),
    param: (key) => params.get(key),
    tag: (key) => tags.get(key),
    attribute: (key) => attributes.get(key),
    datasets: run.ds ? [{ name: run.ds[0], digest: run.ds[1], context: run.ds[2] }] : [],
  };
}

/**
 * Python writes the members of a set in an order by chance. Where MLflow does not look and the database fails, only that it is
 * refused counts.
 */
export const settled = (answer: Answer): Answer =>
  typeof answer === 'string'
    ? answer
        .replace(/(?:\(sqlite3\.|A list of values goes)[^]*/, 'refused')
        .replace(/\{([^}]*)\}/g, (_, members: string) => `{${members.split(', ').sort().join(', ')}}`)
    : answer;
