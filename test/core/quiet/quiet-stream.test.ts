import { describe, expect, it } from 'vitest';
import { generateTable } from '../../../src/core/arrange.ts';
import { usualRules } from '../../../src/core/alerting/usual-rules.ts';
import { datasets } from '../../../src/core/datasets/index.ts';
import { usualPlan as usualMonitors } from '../../../src/core/monitoring/usual-plan.ts';
import { quietStream, type QuietRequest } from '../../../src/core/quiet/quiet-stream.ts';
import quiet from '../../../src/core/scenarios/quiet-applicants.ts';
import { spanRows } from '../../../src/core/table.ts';
import { classesOf, truthOf } from '../../../src/core/target.ts';
import type { WatchedTable } from '../../../src/core/monitoring/session.ts';
import { smallModel } from './small-model.ts';

const table = generateTable(datasets.get(quiet.dataset), quiet, 7);
const classes = classesOf(table, quiet.target, quiet.task);
const source: WatchedTable = {
  table,
  task: quiet.task,
  classes,
  target: quiet.target,
  truth: truthOf(table, quiet.target, quiet.task, classes),
  outputs: 1,
};
const model = smallModel(quiet, table, source.truth, spanRows({ from: 0, to: 2000 }));

const request = (rest: Partial<QuietRequest> = {}): QuietRequest => ({
  model,
  rows: spanRows({ from: 0, to: 12_000 }),
  referenceRows: 1600,
  unseenRows: 400,
  setting: { plan: usualMonitors(quiet.task, []), windowRows: 500, metrics: ['accuracy'], seed: 3 },
  rules: usualRules,
  orders: 2,
  ...rest,
});

function run(of: QuietRequest) {
  const work = quietStream(source, of);
  const seen: number[] = [];
  for (;;) {
    const { done, value } = work.next();
    if (done) return { result: value, seen };
    seen.push(value.done);
  }
}

describe('what a person would be told if nothing had changed', () => {
  it('counts windows and rows, and tells how far it is', () => {
    const { result, seen } = run(request());
    expect(result).toMatchObject({ windows: 40, rows: 20_000, windowRows: 500, referenceRows: 1600 });
    expect(result.rules.map(({ ruleId }) => ruleId)).toEqual(usualRules.map(({ id }) => id));
    expect(seen.at(-1)).toBe(2);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });

  it('keeps to the budget with the usual rules', () => {
    const { result } = run(request({ orders: 5 }));
    // About 0.5 false alarms are expected of the budget in 50,000 rows: more than 4 come by chance once in 6,000.
    expect(result.all.episodes).toBeLessThanOrEqual(4);
    expect(result.all.per10000.low).toBeLessThan(0.1);
  });

  it('tells of rules that ring for nothing, and of what', () => {
    const eager = {
      ...usualRules[0]!,
      id: 'eager',
      kind: 'threshold',
      figures: ['drift/psi/*'],
      params: { side: 'above', bound: 0.02 },
    };
    const { result } = run(request({ rules: [eager] }));
    expect(result.rules[0]?.episodes).toBeGreaterThan(3);
    expect(result.rules[0]?.subjects.length).toBeGreaterThan(0);
  });

  it('is the same every time, and another with another seed', () => {
    const eager = { ...usualRules[0]!, kind: 'threshold', params: { side: 'above', bound: 0.02 } };
    const of = (seed: number) =>
      run(request({ rules: [eager], setting: { ...request().setting, seed } })).result;
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
  });

  it('passes over rows without an answer, and says when too few are left', () => {
    const gaps = { ...source, truth: source.truth.map((value, row) => (row < 8000 ? NaN : value)) };
    const some = quietStream(gaps, request({ rows: spanRows({ from: 0, to: 12_000 }), orders: 1 }));
    let step = some.next();
    while (!step.done) step = some.next();
    expect(step.value).toMatchObject({ windows: 4, referenceRows: 1600 });
    expect(() => run(request({ rows: spanRows({ from: 0, to: 3000 }) }))).toThrow('too few');
  });
});
