import { it } from 'vitest';
import { readFileSync } from 'node:fs';
import { CallbackList } from '../../src/core/callback-list.ts';
import { setting } from '../engine/training/run.ts';
const log = (...a: any[]) => process.stdout.write(a.map((x) => typeof x === 'string' ? x : JSON.stringify(x)).join(' ') + '\n');
const num = (t: string) => t === 'nan' ? NaN : t === 'inf' ? Infinity : t === '-inf' ? -Infinity : Number(t);
const ctx = { directions: new Map([['accuracy', 'higher'], ['rmse', 'lower']]), scheduled: false } as any;
it('mc', async () => {
  const cases = JSON.parse(readFileSync('/tmp/sceptic1/mc.json', 'utf8')); let bad = 0;
  for (const c of cases) {
    const t = c.params.initial_value_threshold;
    const list = new CallbackList([setting('model-checkpoint', { ...c.params, filepath: c.name, save_freq: String(c.params.save_freq), initial_value_threshold: t === null ? '' : String(t) })], ctx);
    const saved: string[] = []; let err: any = null;
    const host: any = { say() {}, keep: async (n: string) => { saved.push(n); } };
    try {
      await list.run('train-begin', 0, new Map(), () => host);
      for (let e = 0; e < c.series.length; e++) {
        await list.run('epoch-begin', e, new Map(), () => host);
        for (let b = 0; b < c.spe; b++) await list.run('train-batch-end', b, new Map([['loss', 0.5]]), () => host);
        await list.run('epoch-end', e, new Map(c.series[e] === null ? [] : [[c.params.monitor, num(c.series[e])]]) as any, () => host);
      }
    } catch (x) { err = String(x); }
    if (JSON.stringify(saved) !== JSON.stringify(c.saved) || (err === null) !== (c.err === null)) if (bad++ < 5) log(c, { saved, err });
  }
  log('mc bad', bad, 'of', cases.length);
});
it('csv', async () => {
  const cases = JSON.parse(readFileSync('/tmp/sceptic1/csv.json', 'utf8')); let bad = 0;
  for (const c of cases) {
    const list = new CallbackList([setting('csv-logger', { filename: 'f', separator: c.sep, append: c.app })], ctx);
    let text: string | null = c.pre;
    const host: any = { say() {}, read: () => text, write: (_: string, t: string) => { text = t; } };
    await list.run('train-begin', 0, new Map(), () => host);
    for (let e = 0; e < 3; e++) await list.run('epoch-end', e, new Map(Object.entries(c.rows[e]).map(([k, v]) => [k, num(v as string)])), () => host);
    if (text !== c.text) if (bad++ < 5) log(c, text ?? 'null');
  }
  log('csv bad', bad, 'of', cases.length);
});
