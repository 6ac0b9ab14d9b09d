import { it, beforeAll } from 'vitest';
import { nodeEngines } from '../engine/training/node-engines.ts';
import { run, setting, smallRequest } from '../engine/training/run.ts';
import { summaryOf } from '../../src/core/run-summary.ts';
let e: any;
beforeAll(async () => { e = await nodeEngines(); });
const log = (...a: any[]) => process.stdout.write(a.map((x) => typeof x === 'string' ? x : JSON.stringify(x)).join(' ') + '\n');
it('fork with another batch size, resumed mid-epoch', async () => {
  const bk = [setting('backup-and-restore')];
  const parent = await run(e.js, smallRequest(bk, { epochs: 5, batchSize: 4 }));   // 10 steps an epoch
  const at = parent.reports.flatMap((x) => x.checkpoint ? [x.checkpoint] : []).find((c) => c.epoch === 4)!;
  log('parent checkpoint', at.epoch, at.step);
  const { callbacks: _c, ...plain } = at as any;
  const fork = smallRequest([setting('backup-and-restore', { save_freq: '2' })], { epochs: 8, batchSize: 8 }, { checkpoint: plain });  // 5 steps an epoch
  const whole = await run(e.js, fork);
  log('history', whole.response.history.map((h) => [h.epoch, h.step, +h.loss.toFixed(4)]));
  for (const c of whole.reports.flatMap((x) => x.checkpoint ? [x.checkpoint] : [])) {
    const again = await run(e.js, { ...fork, checkpoint: structuredClone(c) });
    const same = again.response.model.weights.every((w, i) => w === whole.response.model.weights[i]);
    log('resume at epoch', c.epoch, 'step', c.step, same ? 'same' : 'DIFFERENT');
  }
  const s = summaryOf({ metric: 'accuracy', validationRows: 20, history: whole.response.history, series: [] } as any);
  log('summary loss', (s as any).loss);
});
it('parent stopped mid-epoch, fork of the final', async () => {
  const one = smallRequest([], { epochs: 3, batchSize: 8 });
  const p = await run(e.js, one);
  const hist = [...p.response.history]; hist[2] = { ...hist[2]!, step: 12 };
  const cp: any = { runId: one.runId, epoch: 3, step: 12, weights: p.response.model.weights, optimizer: new Float32Array(0), history: hist };
  const fork = smallRequest([setting('backup-and-restore', { save_freq: '2' })], { epochs: 6, batchSize: 8 }, { checkpoint: cp });
  const whole = await run(e.js, fork);
  for (const c of whole.reports.flatMap((x) => x.checkpoint ? [x.checkpoint] : [])) {
    const again = await run(e.js, { ...fork, checkpoint: structuredClone(c) });
    log('resume at epoch', c.epoch, 'step', c.step, again.response.model.weights.every((w, i) => w === whole.response.model.weights[i]) ? 'same' : 'DIFFERENT');
  }
});
it('fork mid-epoch: running loss', async () => {
  const r = smallRequest([setting('model-checkpoint', { save_freq: '7', filepath: 'x-{batch}.keras' })], { epochs: 3, batchSize: 4 });
  const p = await run(e.js, r);
  const k = p.reports.flatMap((x) => x.news.kept)[0]! as any;
  log('kept', k.name, k.epoch, k.step, 'has lossSum', 'lossSum' in k);
  const seen: number[] = [];
  const logs = (out: number[]) => [{ hooks: { 'train-batch-end': (_a: number, l: any) => { out.push(+l.get('loss').toFixed(4)); } }, state: () => ({}), restore() {} }] as any;
  const a: number[] = []; await run(e.js, smallRequest([], { epochs: 1, batchSize: 4 }), logs(a)); 
  const b: number[] = []; await run(e.js, smallRequest([], { epochs: 1, batchSize: 4 }, { checkpoint: { ...k, callbacks: undefined, runId: r.runId, history: [], lossSum: undefined } }), logs(b));
  log('undisturbed', a, 'forked at step 7', b);
});
