import { expect, test } from 'vitest';
import { alertLab } from '../../../src/core/alert-lab/alert-lab.ts';
import { labCourses } from '../../../src/core/alert-lab/courses.ts';
import type { LabRequest } from '../../../src/core/alert-lab/lab.ts';
import { streamDetectors } from '../../../src/core/concept-drift/index.ts';
import { injectionCourses } from '../../../src/core/injection.ts';
import { defaults } from '../../../src/core/params.ts';

const request: LabRequest = {
  world: {
    errors: { from: 'rates', before: 0.2, after: 0.5 },
    rows: 5000,
    changeAt: 1000,
    course: 'recurring',
    overRows: 1000,
    labelDelayRows: 0,
  },
  detectors: ['hddm-a', 'hddm-w', 'adwin', 'kswin'].map((id) => ({
    id,
    params: defaults(streamDetectors.get(id).params),
  })),
  seeds: 30,
  seed: 3,
};

function ended<P, R>(work: Generator<P, R>): { steps: P[]; result: R } {
  const steps: P[] = [];
  for (;;) {
    const { done, value } = work.next();
    if (done) return { steps, result: value };
    steps.push(value);
  }
}

const { steps, result } = ended(labCourses(request));

test('each course is caught by detectors that are worth their name, with the delay', () => {
  expect(result.rows.map(({ id }) => id)).toEqual(['hddm-a', 'hddm-w', 'adwin', 'kswin']);
  expect(result).toMatchObject({ seeds: 30, overRows: 1000 });
  for (const { catches } of result.rows.slice(0, 3)) {
    expect(catches.map(({ course }) => course)).toEqual(injectionCourses);
    for (const { missed, streams } of catches)
      expect({ missed, streams }).toEqual({ missed: 0, streams: 30 });
    const [sudden, gradual, incremental, recurring] = catches.map(({ delay }) => delay.mean);
    // What comes slowly is noticed late; the first turn of what comes and goes is as sudden as any.
    expect(gradual!).toBeGreaterThan(3 * sudden!);
    expect(incremental!).toBeGreaterThan(3 * sudden!);
    expect(recurring).toBe(sudden);
    // To errors of 0 and 1 these two are the same but for chance.
    expect(Math.abs(gradual! / incremental! - 1)).toBeLessThan(0.25);
  }
  // Few errors of 0 and 1 differ enough for it.
  expect(result.rows[3]!.catches[0]!.missed).toBeGreaterThan(0);
});

test('says of a sudden change what the alert lab says of it', () => {
  const world = { ...request.world, course: 'sudden' } as const;
  const lab = ended(alertLab({ ...request, world })).result;
  for (const row of result.rows) {
    const chosen = lab.lines.find(({ id }) => id === row.id)!.points.find((point) => point.chosen)!;
    const { missed, streams, delay, falseAlarms, setting } = chosen;
    expect(row.catches[0]).toEqual({ course: 'sudden', missed, streams, delay });
    expect(row).toMatchObject({ falseAlarms, setting });
  }
});

test('tells how far it is, and takes a quarter of the rows where the change is sudden', () => {
  expect(steps.at(-1)).toEqual({ done: 480, total: 480 });
  const short = { ...request, seeds: 1, world: { ...request.world, overRows: 0, course: 'sudden' } } as const;
  expect(ended(labCourses(short)).result.overRows).toBe(1000);
});

test('without a detector there is nothing to tell', () => {
  expect(ended(labCourses({ ...request, detectors: [] })).result.rows).toEqual([]);
});
