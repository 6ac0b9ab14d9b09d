// The data worker as the page uses it: a text is read, looked at, edited, split, packed, opened again and exported.

import { afterAll, describe, expect, it } from 'vitest';
import { Desk } from '../../src/data/desk.ts';
import type { Held } from '../../src/data/protocol.ts';

const desk = new Desk();
afterAll(() => desk.dispose());

const text = [
  'size,colour,when,sold',
  ...Array.from({ length: 200 }, (_, i) => {
    const colour = ['red', 'green', 'blue'][i % 3];
    return `${i % 17 === 0 ? '' : i / 10},${colour},2024-01-${String((i % 28) + 1).padStart(2, '0')},${i > 90 ? 'yes' : 'no'}`;
  }),
].join('\n');

let count = 0;
const read = async (): Promise<Held> =>
  desk.ask('read', {
    key: `t${++count}`,
    source: { from: 'text', name: 'pasted', text },
    options: {},
  });

describe('the data worker', () => {
  it('reads a text and describes its columns', async () => {
    const held = await read();
    expect(held.rows).toBe(200);
    expect(held.schema.fields.map(({ name, kind, role }) => [name, kind, role])).toEqual([
      ['size', 'number', 'feature'],
      ['colour', 'category', 'feature'],
      ['when', 'time', 'time'],
      ['sold', expect.stringMatching(/boolean|category/), 'target'],
    ]);
  });

  it('profiles it, and every bar opens as many rows as it counts', async () => {
    const { key } = await read();
    const profile = await desk.ask('profile', { key, target: { column: 'sold' }, task: 'binary', seed: 1 });
    expect(profile.rows).toBe(200);
    const size = profile.columns.find((column) => column.name === 'size')!;
    expect(size.missing.count).toBe(12);
    for (const column of profile.columns)
      for (const bar of column.bars) {
        const rows = await desk.ask('rows', { key, selection: bar.rows, from: 0, count: 1000 });
        expect(rows.total).toBe(bar.count);
      }
  });

  it('edits leave the table before as it was, and carry ids and parts', async () => {
    const { key } = await read();
    const split = {
      v: 1,
      method: 'random',
      testShare: 0.25,
      folds: 5,
      fold: 0,
      gapRows: 0,
      column: null,
      seed: 3,
    } as const;
    const held = await desk.ask('split', { key, spec: split });
    expect(held.parts).toEqual({ train: 150, test: 50, gap: 0 });
    const edited = await desk.ask('edit', {
      key,
      newKey: `${key}/b`,
      edit: {
        kind: 'delete-rows',
        params: { where: 'size > 15' },
        rows: null,
        other: null,
        seed: 1,
        firstNewId: 0,
      },
    });
    expect(edited.held.rows).toBeLessThan(200);
    expect((await desk.ask('held', { key })).rows).toBe(200);
    const diff = await desk.ask('diff', { before: key, after: `${key}/b` });
    expect(diff.removed).toHaveLength(200 - edited.held.rows);
    const [before, after] = [
      await desk.ask('pack', { key, order: null, split: null }),
      await desk.ask('pack', { key: `${key}/b`, order: null, split: null }),
    ];
    expect(after.digest).not.toBe(before.digest);
    const partOf = new Map(Array.from(before.version.ids, (id, row) => [id, before.version.parts![row]]));
    after.version.ids.forEach((id, row) => expect(after.version.parts![row]).toBe(partOf.get(id)));
  });

  it('packs a table in another order and gives the same back when it is opened', async () => {
    const { key, name } = await read();
    const spec = {
      v: 1,
      method: 'time',
      testShare: 0.2,
      folds: 5,
      fold: 0,
      gapRows: 0,
      column: null,
      seed: 3,
    } as const;
    const packed = await desk.ask('pack', {
      key,
      order: { by: 'column', column: 'when' },
      split: { spec, firstRows: 100 },
    });
    const { table, parts } = packed.version;
    const when = table.columns.find((column) => column.name === 'when')!;
    if (when.kind === 'category') throw new Error('times are numbers');
    expect([...when.values]).toEqual([...when.values].sort((a, b) => a - b));
    expect([...parts!.slice(0, 80)].every((value) => value === 0)).toBe(true);
    expect([...parts!.slice(80, 100)].every((value) => value === 1)).toBe(true);
    expect([...parts!.slice(100)].every((value) => value === 0)).toBe(true);
    const { bytes, schema, version, digest, tableKey } = packed;
    const again = await desk.ask('open', {
      key: 'again',
      name,
      bytes,
      schema,
      split: spec,
      nextId: version.nextId,
    });
    expect(again).toMatchObject({ digest, tableKey });
    expect(again.version).toEqual(version);
  });

  it('hands over pictures from black, 0, to white, 1, in any unit', async () => {
    const key = 'digits';
    await desk.ask('generate', { key, dataset: 'drawn-digits', params: {}, rows: 20, seed: 1, drift: [] });
    const { schema } = await desk.ask('held', { key });
    expect(schema.image).toMatchObject({ width: 28, height: 28, channels: 1 });
    const { pixels } = await desk.ask('pictures', { key, rows: [3, 4] });
    expect(pixels).toHaveLength(2 * 784);
    expect(Math.min(...pixels)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...pixels)).toBeLessThanOrEqual(1);
    expect(Math.max(...pixels)).toBeGreaterThan(0.5);
  });

  it('exports what reads back to the same content', async () => {
    const { key } = await read();
    const { digest } = await desk.ask('pack', { key, order: null, split: null });
    const out = await desk.ask('exportCsv', { key, delimiter: ',', decimal: '.', forSpreadsheets: false });
    const back = await desk.ask('read', {
      key: 'back',
      source: { from: 'file', name: 'out.csv', blob: out.bytes },
      options: {},
    });
    expect(back.rows).toBe(200);
    expect((await desk.ask('pack', { key: 'back', order: null, split: null })).digest).toBe(digest);
  });

  it('names what is not there, and a cancelled profile ends', async () => {
    await expect(desk.ask('held', { key: 'nowhere' })).rejects.toMatchObject({ code: 'bad-input' });
    const { key } = await read();
    const abort = new AbortController();
    const asked = desk.ask('profile', { key, target: null, task: null, seed: 1 }, { signal: abort.signal });
    abort.abort();
    await expect(asked).rejects.toMatchObject({ code: 'aborted' });
  });
});
