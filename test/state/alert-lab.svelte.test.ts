// The alert lab with the real engine in its worker, beside a stream that goes on.

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LabRequest, LabWorld } from '../../src/core/alert-lab/lab.ts';
import { streamDetectors } from '../../src/core/concept-drift/index.ts';
import { injectionKinds } from '../../src/core/injections/index.ts';
import { defaults } from '../../src/core/params.ts';
import { makeApp, until, type Made } from './make-app.ts';

let made: Made;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  await made.app.start();
  await made.app.stream.pause();
});
afterAll(() => made.close());

const world: LabWorld = {
  errors: { from: 'rates', before: 0.2, after: 0.5 },
  rows: 2000,
  changeAt: 1000,
  course: 'sudden',
  overRows: 0,
  labelDelayRows: 0,
};
const usual = (...ids: string[]): LabRequest['detectors'] =>
  ids.map((id) => ({ id, params: defaults(streamDetectors.get(id).params) }));

it('shows the first seeds while the others still run, then all', async () => {
  const { alertLab } = made.app;
  expect(alertLab.job.phase).toBe('idle');
  const running = alertLab.run(world, usual('adwin', 'ddm'), 400);
  await until(() => alertLab.result !== null, 'the first seeds are there');
  expect(alertLab.job.phase).toBe('running');
  expect(alertLab.result!.seeds).toBeLessThan(400);
  await running;
  expect(alertLab.job.phase).toBe('done');
  expect(alertLab.result).toMatchObject({ seeds: 400, rows: 400 * 4000 });
  expect(alertLab.result!.lines.map(({ id }) => id)).toEqual(['adwin', 'ddm', 'always', 'random']);
  expect(alertLab.answered).toMatchObject({ world, seeds: 400 });
});

it('a new question ends the one before, and what was known stays meanwhile', async () => {
  const { alertLab } = made.app;
  const known = alertLab.result;
  const first = alertLab.run({ ...world, changeAt: 500 }, usual('ddm'), 100_000);
  await until(() => alertLab.job.phase === 'running' && alertLab.job.progress !== null, 'it runs');
  const moved = Array.from({ length: 5 }, (_, i) =>
    alertLab.run({ ...world, changeAt: 600 + i }, usual('ddm'), 3),
  );
  expect(alertLab.result).not.toBeNull();
  await Promise.all([first, ...moved]);
  expect(alertLab.answered?.world.changeAt).toBe(604);
  expect(alertLab.result?.seeds).toBe(3);
  expect(alertLab.result).not.toBe(known);
});

it('can be cancelled, and then still shows what is known', async () => {
  const { alertLab } = made.app;
  const running = alertLab.run(world, usual('ddm'), 100_000);
  await until(() => alertLab.job.phase === 'running' && alertLab.job.progress?.soFar != null, 'it runs');
  if (alertLab.job.phase === 'running') alertLab.job.cancel();
  await running;
  expect(alertLab.job.phase).toBe('idle');
  expect(alertLab.result).not.toBeNull();
});

it('says in words what can’t be', async () => {
  const { alertLab } = made.app;
  await alertLab.run({ ...world, changeAt: 5000 }, usual('ddm'), 3);
  const { job } = alertLab;
  expect(job.phase === 'failed' && job.error.code).toBe('bad-input');
  expect(job.phase === 'failed' && job.error.message).toContain('within the 2000 rows');
});

it('tells on which courses a change is caught', async () => {
  const { alertLab } = made.app;
  await alertLab.courses(world, usual('hddm-w', 'adwin'), 10);
  expect(alertLab.coursesJob.phase).toBe('done');
  expect(alertLab.coursesResult?.rows.map(({ id, catches }) => [id, catches.length])).toEqual(
    [
      ['adwin', 4],
      ['hddm-w', 4],
    ].reverse(),
  );
});

it('takes the errors of the stream before and after a change that a person made', async () => {
  const { app } = made;
  expect(app.alertLab.errorsOfStream()).toBeNull();
  const { windowRows } = app.datasets.current.scenario;
  await app.stream.jump(app.stream.position + Math.ceil(400 / windowRows));
  await until(() => !app.stream.playing, 'some windows pass');
  const at = app.changes.nextRow;
  const params = { ...defaults(injectionKinds.get('swap-labels').params), share: 1 };
  await app.changes.add({ kind: 'swap-labels', params, course: 'sudden', overRows: 0 });
  await app.stream.jump(
    app.stream.position + Math.ceil(400 / windowRows) + app.datasets.current.scenario.labelDelayWindows,
  );
  await until(() => !app.stream.playing, 'some more windows pass');
  const found = app.alertLab.errorsOfStream();
  expect(found).toMatchObject({ at, by: 'change' });
  const share = (errors: Float64Array) => errors.reduce((sum, x) => sum + x, 0) / errors.length;
  expect(share(found!.after)).toBeGreaterThan(share(found!.before) + 0.2);

  const { before, after } = found!;
  await app.alertLab.run(
    { ...world, errors: { from: 'rows', before, after, block: 20 } },
    usual('adwin'),
    10,
  );
  expect(app.alertLab.result?.lines[0]?.points.find(({ chosen }) => chosen)?.missed).toBe(0);
});

it('is forgotten with the project', () => {
  const { alertLab } = made.app;
  alertLab.forget();
  expect(alertLab.job.phase).toBe('idle');
  expect([alertLab.result, alertLab.answered, alertLab.coursesResult]).toEqual([null, null, null]);
});
