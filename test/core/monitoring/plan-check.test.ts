import { describe, expect, it } from 'vitest';
import { streamDetectors } from '../../../src/core/concept-drift/index.ts';
import { looksPerRow, planProblems } from '../../../src/core/monitoring/plan-check.ts';
import type { MonitorPlan } from '../../../src/core/monitoring/plan.ts';
import { defaults } from '../../../src/core/params.ts';
import { usualPlan } from '../../../src/core/monitoring/usual-plan.ts';

const plan = usualPlan('binary', [
  { by: 'overall' },
  { by: 'values', features: ['colour'], fixed: {} },
  { by: 'time', periods: 4 },
]);
const place = { hasTimes: true, rows: 1000 };
const changed = (part: Partial<MonitorPlan>, at = place) => planProblems({ ...plan, ...part }, at);

describe('the usual plan', () => {
  it('can be followed, and follows the slices that apply to single windows', () => {
    expect(planProblems(plan, place)).toEqual([]);
    expect(plan.slices).toEqual([{ by: 'values', features: ['colour'], fixed: {} }]);
    expect(plan.measures.map(({ id }) => id)).toContain('psi');
    expect(plan.detectors.length).toBeGreaterThan(0);
    expect(usualPlan('regression', []).detectors.length).toBeLessThan(plan.detectors.length);
    const slices = Array.from(
      { length: 20 },
      (_, i) => ({ by: 'values', features: [`f${i}`], fixed: {} }) as const,
    );
    expect(usualPlan('binary', slices).slices).toHaveLength(12);
  });
});

describe('planProblems', () => {
  it.each([
    [
      'no times',
      changed({ window: { by: 'time', period: 'day' } }, { ...place, hasTimes: false }),
      'no times',
    ],
    ['no rows', changed({ window: { by: 'rows', rows: 0, step: null } }), 'A window must be a whole number'],
    [
      'half a step',
      changed({ window: { by: 'rows', rows: 10, step: 2.5 } }),
      'The step must be a whole number',
    ],
    ['holes', changed({ window: { by: 'rows', rows: 10, step: 20 } }), 'would leave rows out'],
    [
      'future rows',
      changed({ reference: { of: 'rows', span: { from: 0, to: 1001 } } }),
      'between 0 and 1000',
    ],
    ['few rows', changed({ reference: { of: 'rows', span: { from: 5, to: 10 } } }), '5 rows are too few'],
    ['unknown', changed({ measures: [{ id: 'nope', params: {} }] }), 'no measure called "nope"'],
    ['twice', changed({ detectors: [plan.detectors[0]!, plan.detectors[0]!] }), 'in the plan twice'],
    [
      'settings that do not go together',
      changed({
        detectors: [
          { id: 'eddm', params: { ...defaults(streamDetectors.get('eddm').params), alpha: 0.8, beta: 0.9 } },
        ],
      }),
      'EDDM can’t warn later than it fires',
    ],
    ['a setting', changed({ measures: [{ id: 'psi', params: {} }] }), 'must be a number'],
    [
      'slices',
      changed({ slices: Array.from({ length: 13 }, () => ({ by: 'overall' }) as const) }),
      '13 slices',
    ],
  ])('says what is wrong: %s', (_, problems, words) => {
    expect(problems.join(' ')).toContain(words);
  });

  it('lets windows go by time, and any rows that have passed be the reference', () => {
    expect(changed({ window: { by: 'time', period: 'week' } })).toEqual([]);
    expect(changed({ reference: { of: 'rows', span: { from: 100, to: 1000 } } })).toEqual([]);
  });
});

it('looksPerRow', () => {
  expect(looksPerRow(plan, 50)).toBe(1);
  expect(looksPerRow({ ...plan, window: { by: 'rows', rows: null, step: 10 } }, 50)).toBe(5);
  expect(looksPerRow({ ...plan, window: { by: 'time', period: 'day' } }, 50)).toBe(1);
});
