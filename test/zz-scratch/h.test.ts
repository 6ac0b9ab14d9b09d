import { it, beforeAll } from 'vitest';
import { nodeEngines } from '../engine/training/node-engines.ts';
import { contextOf, loadRequest, rowsFrom, trainRequest } from '../engine/fixtures.ts';
import { Tables } from '../../src/engine/tables.ts';
import { train } from '../../src/engine/jobs/train.ts';
import { Guard } from '../../src/engine/training/guard.ts';
let e: any;
beforeAll(async () => { e = await nodeEngines(); });
const log = (...a: any[]) => process.stdout.write(a.map((x) => typeof x === 'string' ? x : JSON.stringify(x)).join(' ') + '\n');
it('conclude cost', async () => {
  const o = Guard.prototype.conclude; let t = 0;
  (Guard.prototype as any).conclude = async function () { const b = performance.now(); const r = await o.call(this); t = performance.now() - b; return r; };
  let most = 0, last = performance.now(); const timer = setInterval(() => { const n = performance.now(); most = Math.max(most, n - last); last = n; }, 10);
  for (const [rows, units, layers, batch, lr] of [[5000, 256, 3, 4096, 1.2]] as const) {
    const tables = new Tables(); tables.load(loadRequest('regression', rows));
    const { context } = contextOf<'train'>(tables, e.wasm);
    const b = performance.now(); most = 0; last = b;
    const r: any = trainRequest('regression', { digest: `regression-${rows}-1`, rows: rowsFrom(0, Math.floor(rows * .9)), validationRows: rowsFrom(Math.floor(rows * .9), rows), model: { kind: 'mlp', params: { layers, units, activation: 'relu' } }, training: { optimizer: 'sgd', learningRate: lr, batchSize: batch, epochs: 30, validationShare: 0.2 } } as any);
    const x = await train(r, context as any);
    const done = performance.now(); await new Promise((q) => setTimeout(q, 20));
    log(rows, units, batch, 'total', (done - b).toFixed(0), 'of it conclude', t.toFixed(0), 'longest block', most.toFixed(0), x.failure?.message.slice(0, 90) ?? 'fine');
  }
  clearInterval(timer);
}, 100000);
