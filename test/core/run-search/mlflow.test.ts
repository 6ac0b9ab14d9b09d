// The answers and refusals of real MLflow, case by case.

import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { search } from '../../../src/core/run-search/index.ts';
import { caseRun, readCases, settled } from './cases.ts';
import type { Answer } from './cases.ts';

describe.each(['mlflow-search.json', 'mlflow-search-more.json'])('%s', (file) => {
  const { runs, filters, orders } = readCases(file);

  function answer(filter: string, order: readonly string[] = []): Answer {
    try {
      return search(runs, caseRun, filter, order, { extended: false }).map((run) => run.name);
    } catch (thrown) {
      return `ERROR MlflowException: ${AppError.from(thrown).message}`;
    }
  }

  test.each(filters)('%j', (filter, expected) => {
    expect(settled(answer(filter))).toEqual(settled(expected));
  });

  test.each(orders)('order by %j', (order, expected) => {
    expect(settled(answer('', order))).toEqual(settled(expected));
  });
});
