import { it, beforeAll } from 'vitest';
import { nodeEngines } from '../engine/training/node-engines.ts';
import { run, setting, smallRequest, callback } from '../engine/training/run.ts';
import { contextOf, loadRequest, rowsFrom, trainRequest } from '../engine/fixtures.ts';
import { Tables } from '../../src/engine/tables.ts';
import { train } from '../../src/engine/jobs/train.ts';
let e: any;
beforeAll(async () => { e = await nodeEngines(); });
const tables = new Tables(); tables.load(loadRequest('regression'));
const log = (...a: any[]) => process.stdout.write(a.map((x) => typeof x === 'string' ? x : JSON.stringify(x)).join(' ') + '\n');
it('per-batch cost', async () => {
  for (const model of [{ kind: 'logistic-regression', params: {} }, { kind: 'mlp', params: { layers: 2, units: 128, activation: 'relu' } }] as any[])
  for (const cb of [[], [setting('swap-ema-weights')], [setting('terminate-on-nan')], [setting('backup-and-restore', { save_freq: '1000000' })]]) {
    const r = smallRequest(cb, { epochs: 60, batchSize: 8 }, { rows: rowsFrom(0, 240), validationRows: rowsFrom(240, 300), model });
    await run(e.wasm, r);
    const t = performance.now();
    const { reports } = await run(e.wasm, r);
    const took = performance.now() - t;
    log(model.kind, cb.map((c) => c.id), took.toFixed(0), 'ms; per step', (took / reports.at(-1)!.step).toFixed(4));
  }
}, 120000);
const growing = (learningRate: number, epochs = 60) =>
  trainRequest('regression', { model: { kind: 'mlp', params: { layers: 2, units: 8, activation: 'relu' } }, training: { optimizer: 'sgd', learningRate, batchSize: 32, epochs, validationShare: 0.2 } as any });
it('last good', async () => {
  for (const lr of [3, 20, 0.9, 0.5]) {
    const { context, reports } = contextOf<'train'>(tables, e.wasm);
    const response = await train(growing(lr) as any, context as any);
    log(lr, response.failure?.message.slice(0, 110) ?? 'none', 'history', response.history.map((h: any) => [h.epoch, h.step, h.loss]).slice(-2));
    log('  last report', [reports.at(-1)!.epoch, reports.at(-1)!.step]);
  }
}, 60000);
it('lambda log at a batch hook', async () => {
  const r = smallRequest([setting('lambda', { hook: 'train-batch-end', action: 'log', name: 'mine', value: 'loss * 2' })], { epochs: 3 });
  const { reports } = await run(e.js, r);
  log('series', [...new Set(reports.flatMap((x) => x.news.points.map((p) => p.series)))], 'events', reports.flatMap((x) => x.news.events).slice(0, 3).map((x) => x.text));
  const r2 = smallRequest([setting('lambda', { hook: 'train-begin', action: 'stop' })], { epochs: 3 });
  log((await run(e.js, r2)).response.history.map((h: any) => h.step));
  const r3 = smallRequest([setting('lambda', { hook: 'epoch-end', action: 'log', name: 'learning_rate', value: '5' })], { epochs: 2 });
  log((await run(e.js, r3)).reports.flatMap((x) => x.news.points.filter((p) => p.series === 'learning_rate')).map((p) => p.value));
  const r4 = smallRequest([setting('lambda', { hook: 'epoch-end', action: 'log', name: 'loss', value: '5' }), setting('csv-logger')], { epochs: 2 });
  const q = await run(e.js, r4);
  log(q.response.history.map((h: any) => h.loss), q.reports.flatMap((x) => x.news.files).at(-1)?.text ?? '');
});
it('rate negative / huge', async () => {
  const r = smallRequest([setting('learning-rate-scheduler', { schedule: 'formula', formula: '0 - lr' })], { epochs: 3 });
  const x = await run(e.js, r).catch((q) => String(q)); log(typeof x === 'string' ? x : x.response.learningRate);
  const r2 = smallRequest([setting('learning-rate-scheduler', { schedule: 'formula', formula: 'lr * 1e300' })], { epochs: 4 });
  for (const n of ['js', 'wasm', 'tfjs']) { const y = await run(e[n], r2).catch((q) => String(q)); log(n, typeof y === 'string' ? y : [y.response.learningRate, y.response.failure?.message, y.response.history.length]); }
});
it('early stop + ema + checkpoint vs unseen orders: states restore across', async () => {
  // resume at each checkpoint, all callbacks
  const cbs = [setting('swap-ema-weights', { swap_on_epoch: true }), setting('backup-and-restore', { save_freq: '2' }), setting('early-stopping', { restore_best_weights: true, patience: 3 }), setting('reduce-lr-on-plateau', { patience: 1, min_delta: 0.01 }), setting('csv-logger'), setting('model-checkpoint', { save_freq: '2', filepath: 'a-{epoch}-{batch}.keras' })];
  for (const n of ['js', 'wasm', 'tfjs']) for (const opt of ['adam', 'momentum', 'rmsprop', 'sgd']) for (const dropout of [0, 0.3]) {
    const r = smallRequest(cbs, { epochs: 9, optimizer: opt, dropout } as any);
    const whole = await run(e[n], r).catch((q) => (log(n, opt, String(q)), null)); if (!whole) continue;
    const w = JSON.stringify([...whole.response.model.weights]);
    const cps = whole.reports.flatMap((x) => x.checkpoint ? [x.checkpoint] : []);
    let bad = 0;
    for (const c of cps) {
      const again = await run(e[n], { ...r, checkpoint: structuredClone(c) });
      if (JSON.stringify([...again.response.model.weights]) !== w || JSON.stringify(again.response.history) !== JSON.stringify(whole.response.history) || again.response.learningRate !== whole.response.learningRate) bad++;
    }
    if (bad || cps.length < 3) log(n, opt, dropout, 'checkpoints', cps.length, 'bad', bad);
  }
  log('resume done');
}, 100000);
