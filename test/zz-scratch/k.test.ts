import { it, beforeAll } from 'vitest';
import { nodeEngines } from '../engine/training/node-engines.ts';
import { run, smallRequest, setting, callback } from '../engine/training/run.ts';
import { rowsFrom } from '../engine/fixtures.ts';
let e: any;
beforeAll(async () => { e = await nodeEngines(); });
const log = (...a: any[]) => process.stdout.write(a.map((x) => typeof x === 'string' ? x : JSON.stringify(x)).join(' ') + '\n');
it('fork from last-good keeps the rate that broke it', async () => {
  const r = smallRequest([setting('learning-rate-scheduler', { schedule: 'formula', formula: 'lr * 100' })], { epochs: 40, optimizer: 'sgd', learningRate: 0.01 }, { model: { kind: 'mlp', params: { layers: 2, units: 8, activation: 'relu' } } as any });
  for (const n of ['js', 'wasm', 'tfjs']) {
    const { response } = await run(e[n], r);
    log(n, response.learningRate, response.failure?.message ?? 'none', response.history.map((h: any) => [h.epoch, h.step, h.loss]).slice(-2));
  }
});
it('ema + stop by guard, early stopping restore', async () => {
  const r = smallRequest([setting('early-stopping', { restore_best_weights: true, monitor: 'loss' })], { epochs: 40, optimizer: 'sgd', learningRate: 1e5 }, { model: { kind: 'mlp', params: { layers: 2, units: 8, activation: 'relu' } } as any });
  const { response, reports } = await run(e.js, r);
  log(response.failure?.message ?? 'none', response.history.length, reports.flatMap((x) => x.news.events).map((x) => x.text));
});
it('batch events growth', async () => {
  const r = smallRequest([setting('lambda', { hook: 'train-batch-end', action: 'note', note: 'b' })], { epochs: 500, batchSize: 1 });
  const { reports } = await run(e.js, r);
  log('events', reports.flatMap((x) => x.news.events).length);
});
it('sample weights of validation / class weights', async () => {
  const r = smallRequest([], { epochs: 2 }, { rowWeights: new Float32Array(40) });
  const { response } = await run(e.js, r);
  log('all weights zero:', response.failure?.message ?? 'fine', response.history.map((h) => h.loss));
});
