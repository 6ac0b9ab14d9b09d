import { it, beforeAll } from 'vitest';
import { nodeEngines } from '../engine/training/node-engines.ts';
import { run, smallRequest, setting } from '../engine/training/run.ts';
import { rowsFrom } from '../engine/fixtures.ts';
import { Guard } from '../../src/engine/training/guard.ts';
import { Evaluation } from '../../src/engine/training/evaluation.ts';
import { Batches } from '../../src/engine/training/batches.ts';
import { Hooks } from '../../src/engine/training/hooks.ts';
let e: any;
beforeAll(async () => { e = await nodeEngines(); });
const log = (...a: any[]) => process.stdout.write(a.map((x) => typeof x === 'string' ? x : JSON.stringify(x)).join(' ') + '\n');
const acc: Record<string, number> = {};
function wrap(P: any, m: string) { const o = P[m]; P[m] = async function (...a: any[]) { const t = performance.now(); try { return await o.apply(this, a); } finally { acc[m] = (acc[m] ?? 0) + performance.now() - t; } }; }
it('shares', async () => {
  wrap(Guard.prototype, 'afterEpoch'); wrap(Evaluation.prototype, 'epoch'); wrap(Batches.prototype, 'run'); wrap(Batches.prototype, 'betweenEpochs'); wrap(Batches.prototype, 'lastLook'); wrap(Hooks.prototype, 'run' as any);
  for (const [n, units, epochs] of [['wasm', 4, 2000], ['wasm', 256, 200], ['js', 4, 2000], ['tfjs', 32, 200]] as const) {
    const r = smallRequest([], { epochs, batchSize: 32 }, { rows: rowsFrom(0, 240), validationRows: rowsFrom(240, 300), model: { kind: 'mlp', params: { layers: 2, units, activation: 'relu' } } as any });
    await run(e[n], r);
    for (const k in acc) acc[k] = 0;
    const t = performance.now(); await run(e[n], r); const took = performance.now() - t;
    log(n, units, epochs, took.toFixed(0), 'ms', Object.fromEntries(Object.entries(acc).map(([k, v]) => [k, +(v / took * 100).toFixed(1)])));
  }
}, 200000);
