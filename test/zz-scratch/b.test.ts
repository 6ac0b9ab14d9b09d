import { it } from 'vitest';
import { readFileSync } from 'node:fs';
import { CallbackList } from '../../src/core/callback-list.ts';
import { setting } from '../engine/training/run.ts';
const log = (...a: any[]) => process.stdout.write(a.map((x) => typeof x === 'string' ? x : JSON.stringify(x)).join(' ') + '\n');
const num = (t: string) => t === 'nan' ? NaN : t === 'inf' ? Infinity : t === '-inf' ? -Infinity : Number(t);
it('fuzz', async () => {
  const cases = JSON.parse(readFileSync('/tmp/sceptic1/cases.json', 'utf8'));
  let bad = 0;
  for (const c of cases) {
    const p = { ...c.params, ...(c.kind === 'early-stopping' ? { baseline: c.params.baseline === null ? '' : String(c.params.baseline) } : {}) };
    const list = new CallbackList([setting(c.kind, p)], { directions: new Map([['accuracy', 'higher'], ['rmse', 'lower']]), scheduled: false } as any);
    const host: any = { learningRate: c.lr, stopTraining: false, epochs: c.series.length, w: 0, say() {}, weights: async () => new Float32Array([host.w]), setWeights: async (w: any) => { host.w = w[0]; } };
    await list.run('train-begin', 0, new Map(), () => host);
    let ran = 0; const lrs: number[] = [];
    for (let e = 0; e < c.series.length; e++) {
      host.w = e + 1;
      const logs = new Map<string, number>();
      if (c.series[e] !== null) logs.set(c.params.monitor, num(c.series[e]));
      await list.run('epoch-end', e, logs, () => host); ran = e + 1; lrs.push(host.learningRate);
      if (host.stopTraining) break;
    }
    await list.run('train-end', 0, new Map(), () => host);
    const ok = ran === c.ran && host.w === c.w && lrs.every((x, i) => Math.abs(x - c.lrs[i]) <= 1e-6 * Math.abs(c.lrs[i]));
    if (!ok && bad++ < 6) log({ ...c, ours: { ran, w: host.w, lrs } });
  }
  log('bad', bad, 'of', cases.length);
});
