// A second tab watches a training: it hears of it while it goes, and reads the run when it has ended. It writes nothing.

import { afterEach, expect, it } from 'vitest';
import { callbacks } from '../../src/core/callbacks/index.ts';
import { defaults } from '../../src/core/params.ts';
import type { Run } from '../../src/core/records.ts';
import type { App } from '../../src/state/app.svelte.ts';
import { makeApp, until, type Made } from './make-app.ts';

const made: Made[] = [];
afterEach(() => {
  made.splice(0).forEach((item) => item.close());
});

const tab = async (options: { name: string; witness: null }): Promise<App> => {
  const one = await makeApp(options);
  made.push(one);
  await one.app.start();
  return one.app;
};

it('a tab that follows sees the run under way, and then the ended run', { timeout: 120_000 }, async () => {
  const options = { name: `remote-${crypto.randomUUID()}`, witness: null };
  const writer = await tab(options);
  await writer.stream.pause();
  await writer.stream.jump(writer.stream.total);
  await until(() => !writer.stream.playing && writer.store.openAlertId !== null, 'the alarm');
  const { training } = writer.store.project.settings;
  await writer.projects.change(
    {
      model: { kind: 'mlp', params: { layers: 2, units: 96, activation: 'relu' } },
      training: { ...training, epochs: 150 },
      callbacks: [{ id: 'remote-monitor', params: defaults(callbacks.get('remote-monitor').params) }],
    },
    null,
  );
  const follower = await tab(options);
  expect([writer.writer.role, follower.writer.role]).toEqual(['writer', 'follower']);
  expect(follower.training.remote).toBeNull();
  const running = writer.training.retrain();
  await until(() => (follower.training.remote?.history.length ?? 0) > 3, 'the follower hears of it');
  const heard = follower.training.remote!;
  expect(heard).toMatchObject({
    runId: `${writer.store.project.id}/run/2`,
    number: 2,
    name: 'Run 2',
    epochs: 150,
  });
  expect(heard.published.length).toBeGreaterThan(0);
  expect(heard.published[0]).toMatchObject({
    epoch: 0,
    loss: expect.any(Number),
    val_loss: expect.any(Number),
  });
  expect(writer.training.remote).toBeNull();
  // The record of the run came by way of the store.
  await until(() => follower.store.runs.length === 2, 'the follower knows the run');
  expect(follower.store.runs[1]!.status).toBe('running');
  await writer.training.pause();
  await until(() => follower.training.remote?.paused === true, 'it hears of the pause');
  // One that comes later, in the midst, hears all from the beginning.
  const late = await tab(options);
  await until(() => (late.training.remote?.history.length ?? 0) > 0, 'the late one hears of it');
  expect(late.training.remote!.history[0]!.epoch).toBe(1);
  await writer.training.resume();
  await expect(follower.training.retrain()).rejects.toMatchObject({ code: 'storage-blocked' });
  await running;
  const log = await writer.store.log(writer.store.runs[1]!.id);
  await until(() => follower.store.runs[1]?.endedAt !== null, 'the end is read');
  expect(follower.training.remote).toBeNull();
  expect(follower.store.runs).toEqual(writer.store.runs);
  expect(follower.store.ledger).toEqual(writer.store.ledger);
  expect((await follower.store.log(follower.store.runs[1]!.id)).history).toEqual(log.history);
});

it('nothing that is no message of this page is heard', { timeout: 60_000 }, async () => {
  const options = { name: `remote-${crypto.randomUUID()}`, witness: null };
  const writer = await tab(options);
  await writer.stream.pause();
  const follower = await tab(options);
  const channel = new BroadcastChannel('model-loop/training');
  const news = {
    type: 'news',
    projectId: follower.store.project.id,
    runId: 'r',
    number: 9,
    name: '<b>Run</b>',
    metric: 'accuracy',
    paused: false,
    epochs: 3,
    epoch: 1,
    step: 10,
    steps: 30,
    stepsPerSecond: 5,
    before: 0,
    records: [{ epoch: 1, loss: NaN, validationLoss: 1, metric: 0, validationMetric: 0, step: 10 }],
    published: [],
  };
  for (const wrong of [
    null,
    'news',
    { ...news, records: 'x' },
    { ...news, epochs: -1 },
    { ...news, name: 'x'.repeat(300) },
    { ...news, published: [{ loss: '1' }] },
    { ...news, projectId: 'another' },
  ])
    channel.postMessage(wrong);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(follower.training.remote).toBeNull();
  channel.postMessage(news);
  await until(() => follower.training.remote !== null, 'a good one is heard');
  expect(follower.training.remote).toMatchObject({ number: 9, name: '<b>Run</b>' });
  channel.postMessage({ type: 'over', runId: 'r' });
  await until(() => follower.training.remote === null, 'its end is heard');
  channel.close();
});

it(
  'asks again until it hears of a run under way, and then shows it as its own',
  { timeout: 60_000 },
  async () => {
    const options = { name: `remote-${crypto.randomUUID()}`, witness: null };
    const writer = await tab(options);
    await writer.stream.pause();
    const [first] = writer.store.runs;
    const { id: projectId } = writer.store.project;
    const open: Run = {
      ...first!,
      id: `${projectId}/run/2`,
      number: 2,
      status: 'running',
      endedAt: null,
      modelVersionId: null,
    };
    await writer.store.commit({ runs: [open] });
    const channel = new BroadcastChannel('model-loop/training');
    const record = { epoch: 1, loss: 2, validationLoss: 1, metric: 0, validationMetric: 0, step: 10 };
    const { metric, name, number } = open;
    const at = { epoch: 1, epochs: 3, step: 10, steps: 30, stepsPerSecond: 5 };
    const news = { type: 'news', projectId, runId: open.id, number, name, metric, paused: true, ...at };
    let asked = 0;
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data !== 'object' || data === null || Reflect.get(data, 'type') !== 'ask') return;
      asked++;
      // The first questions find nobody who hears them.
      if (asked > 2) channel.postMessage({ ...news, before: 0, records: [record], published: [] });
      // What is said meanwhile is no use without its beginning.
      else channel.postMessage({ ...news, before: 5, records: [record], published: [] });
    };
    const follower = await tab(options);
    await until(() => follower.training.remote !== null, 'it hears of the run');
    expect(asked).toBeGreaterThan(2);
    expect(follower.training.history).toEqual([record]);
    expect(follower.training.standing).toMatchObject(at);
    expect([follower.training.series, follower.training.look]).toEqual([[], null]);
    const before = asked;
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(asked).toBe(before);
    channel.close();
  },
);
