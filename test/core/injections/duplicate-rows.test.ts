import { describe, expect, it } from 'vitest';
import { injected } from '../../../src/core/injecting/injected.ts';
import kind from '../../../src/core/injections/duplicate-rows.ts';
import { cellsOf, change, lawsOf, mixed, regression } from '../injection-cases.ts';

describe('duplicate-rows', () => {
  lawsOf(kind);

  it('repeats the row before, so that all are one when all are repeated', () => {
    const after = injected(mixed, [change('duplicate-rows', { share: 1 })], regression, 1);
    for (const column of after.columns) expect(new Set(cellsOf(column, 199, 400)).size, column.name).toBe(1);
  });
});
