import { it } from 'vitest';
import { prepare } from '../../src/storage/prepare.ts';
import { TrainingKeeper } from '../../src/state/training-keeper.ts';
const log = (...a: any[]) => process.stdout.write(a.map((x) => typeof x === 'string' ? x : JSON.stringify(x)).join(' ') + '\n');
const rec = (i: number) => ({ epoch: i + 1, loss: Math.random(), validationLoss: Math.random(), metric: Math.random(), validationMetric: Math.random(), step: 3 * (i + 1) });
const hist = (n: number) => Array.from({ length: n }, (_, i) => rec(i));
const kept = (name: string, n: number, w = 20) => ({ v: 1, runId: 'p/run/1', projectId: 'p', name, epoch: n, step: 3 * n, weights: new Float32Array(w), optimizer: new Float32Array(2 * w), callbacks: [], learningRate: 0.1, optimizerFrom: 0, history: hist(n), engine: 'wasm', keptAt: 1 });
it('cost of a commit', async () => {
  for (const [k, n] of [[1, 2000], [10, 2000], [100, 1000], [200, 1000]] as const) {
    const items = Array.from({ length: k }, (_, i) => kept(`e${i}`, n));
    let t = performance.now();
    const p = await prepare({ kept: items } as any);
    const a = performance.now() - t; t = performance.now();
    structuredClone(p.kept); const b = performance.now() - t;
    log(k, 'kept of', n, 'epochs: check', a.toFixed(1), 'clone for IndexedDB', b.toFixed(1), 'ms');
  }
});
it('rewrites what is on its way', async () => {
  let written = 0, commits = 0, parts = 0;
  const store: any = { now: () => 1, commit: async (c: any) => { commits++; written += c.kept.length; parts += c.logParts?.length ?? 0; await new Promise((r) => setTimeout(r, 200)); } };
  const hi: any[] = [];
  const logStub: any = { get history() { return hi; }, add: (_r: any, p: any) => { hi.push(...p.records); return p.checkpoint ? { part: 1 } : null; } };
  const keeper = new TrainingKeeper(store, {} as any, logStub, (e) => { throw e; });
  for (let i = 0; i < 40; i++) {
    keeper.note({ id: 'r', projectId: 'p' } as any, { records: [rec(i)], checkpoint: i % 5 === 0 ? ({} as any) : null, engine: { id: 'wasm', backend: 'wasm' } as any, news: { kept: [kept(`e${i}`, i)] } } as any);
    await new Promise((r) => setTimeout(r, 50));
  }
  await keeper.settled();
  log('reports 40, kept 40; commits', commits, 'kept written', written, 'parts written', parts, 'of 8');
});
