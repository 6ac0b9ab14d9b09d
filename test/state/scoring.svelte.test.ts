// Asking a version over the real workers: typed rows, brought tables, versions from before signatures were noted.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { typedRow } from '../../src/core/scoring-form.ts';
import { spanRows, type Table } from '../../src/core/table.ts';
import { writeCsv } from '../../src/exchange/csv-out.ts';
import type { App } from '../../src/state/app.svelte.ts';
import { makeApp, until, type Made } from './make-app.ts';

const csv = [
  'when,x,colour,sold',
  ...Array.from({ length: 600 }, (_, i) => {
    const day = new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
    const x = (i * 37) % 100;
    return `${day},${i % 50 === 9 ? '' : `${x}.5`},${['red', 'green', 'blue'][i % 3]},${x + ((i * 7919) % 60) > 80 ? 'yes' : 'no'}`;
  }),
].join('\n');

let made: Made;
let app: App;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  ({ app } = made);
  await app.start();
  await app.stream.pause();
  await app.draft.intake.bring({ from: 'text', name: 'sales', text: csv });
  await until(() => app.draft.setup !== null, 'the project is suggested');
  await app.draft.start();
  await app.stream.pause();
  await until(() => app.models.champion !== null, 'the first version is champion');
}, 60_000);
afterAll(() => made.close());
beforeEach(() => app.scoring.choose(null));
afterEach(() => {
  vi.restoreAllMocks();
  app.scoring.forget();
});

/** What the engine's own evaluation gives for rows of the open table. */
async function engineScores(rows: Int32Array): Promise<Float32Array> {
  const model = await app.models.packageOf(app.models.champion!);
  const { digest } = app.datasets.current;
  return (await app.engine.evaluate({ digest, rows, model, metric: 'accuracy', seed: 1 })).scores;
}

const bring = (text: string, name = 'later.csv') => app.scoring.table.bring({ from: 'text', name, text });
function answered() {
  const { job } = app.scoring.table;
  if (job.phase !== 'done') throw new Error(`The table is ${job.phase}.`);
  return job.result;
}
/** Column of the answered table, as texts, all rows. */
async function columnOf(name: string, odd = false): Promise<string[]> {
  const texts = await app.scoring.table.rows(0, 1000, odd);
  const place = texts.columns.indexOf(name);
  return texts.cells.map((cells) => cells[place] ?? '');
}

describe('a typed row', () => {
  it('begins with the example and is answered with the bits of the engine', async () => {
    const { scoring } = app;
    expect([...scoring.typed.keys()]).toEqual(scoring.known?.signature.inputs.map(({ name }) => name));
    const scores = await engineScores(spanRows({ from: 0, to: 100 }));
    const { signature } = scoring.known!;
    for (let row = 0; row < 100; row++) {
      for (const [name, text] of typedRow(signature.inputs, app.datasets.current.table, row))
        scoring.type(name, text);
      expect(scoring.answer?.answer?.score).toBe(scores[row]);
      const { probabilities, classIndex } = scoring.answer!.answer!;
      expect(probabilities).toEqual([1 - scores[row]!, scores[row]]);
      expect(classIndex).toBe(Number(scores[row]! >= 0.5));
    }
  });

  it('warns, and answers nothing while a text cannot be read', () => {
    const { scoring } = app;
    scoring.type('x', '1000');
    expect(scoring.answer?.read.warnings.get('x')).toBe('above');
    expect(scoring.answer?.answer).not.toBeNull();
    scoring.type('x', '1,5');
    expect(scoring.answer?.read.problems.get('x')).toMatch(/1\.5/);
    expect(scoring.answer?.answer).toBeNull();
    scoring.type('x', '');
    expect(scoring.answer?.answer).not.toBeNull();
  });

  it('can be a known row, another one each time, and is none any more once it is changed', async () => {
    const { scoring } = app;
    const rows: (number | null)[] = [];
    for (let i = 0; i < 8; i++) {
      scoring.fillKnownRow();
      rows.push(scoring.knownRow);
      expect(scoring.knownRow).toBeLessThan(app.dataVersions.knownRows);
      const [score] = await engineScores(Int32Array.of(scoring.knownRow!));
      expect(scoring.answer?.answer?.score).toBe(score);
    }
    expect(new Set(rows).size).toBeGreaterThan(4);
    scoring.type('colour', 'red');
    expect(scoring.knownRow).toBeNull();
    scoring.fillExample();
    expect(scoring.typed.get('x')).toBe(scoring.known?.signature.example['x']);
  });

  it('keeps what was typed for a version with the same inputs', async () => {
    const { scoring } = app;
    scoring.type('x', '42');
    await scoring.choose(app.models.champion!.id);
    expect(scoring.typed.get('x')).toBe('42');
  });

  it('says that the weights cannot be read', async () => {
    vi.spyOn(app.models, 'packageOf').mockRejectedValue(new Error('The weights are damaged.'));
    await app.scoring.choose(app.models.champion!.id);
    expect(app.scoring.model).toMatchObject({
      phase: 'failed',
      error: { message: 'The weights are damaged.' },
    });
    expect(app.scoring.answer?.answer).toBeNull();
  });
});

describe('a version from before signatures were noted', () => {
  const forgetSignature = (features?: readonly string[]) => {
    const find = app.store.findVersion.bind(app.store);
    vi.spyOn(app.store, 'findVersion').mockImplementation((id) => {
      const version = find(id);
      const recipe = version && features ? { ...version.recipe, features } : version?.recipe;
      return version && recipe ? { ...version, recipe, signature: null } : null;
    });
    app.scoring.forget();
  };

  it('is described by the rows of the open table that it learnt from, and says so', async () => {
    const { signature } = app.scoring.known!;
    forgetSignature();
    await app.scoring.choose(null);
    expect(app.scoring.known?.derived).toBe(true);
    expect(app.scoring.known?.signature.inputs.map(({ name, kind }) => [name, kind])).toEqual(
      signature.inputs.map(({ name, kind }) => [name, kind]),
    );
    expect(app.scoring.answer?.answer).not.toBeNull();
  });

  it('is not described by a table that lacks one of its columns', async () => {
    forgetSignature(['x', 'gone']);
    await app.scoring.choose(null);
    expect(app.scoring.known).toBeNull();
    expect(app.scoring.answer).toBeNull();
  });
});

describe('a brought table', () => {
  const head = (table: Table, rows: number): string =>
    [...writeCsv(table, { forSpreadsheets: false })]
      .join('')
      .split('\r\n')
      .slice(0, rows + 1)
      .join('\n');

  it('gets the bits of the engine, row by row, and those of the typed row', async () => {
    await bring(head(app.datasets.current.table, 300));
    const scores = await engineScores(spanRows({ from: 0, to: 300 }));
    const { report, held } = answered();
    expect(held.rows).toBe(300);
    const said = await columnOf(report.added[1]!);
    expect(said.map((text) => Math.fround(Number(text)))).toEqual([...scores]);
    app.scoring.fillKnownRow();
    const [score] = await engineScores(Int32Array.of(app.scoring.knownRow!));
    expect(app.scoring.answer?.answer?.score).toBe(score);
  });

  it('says which columns it did not need, and counts what is odd', async () => {
    await bring('note,x,colour,when\nhi,1e4,red,2020-01-05\nho,3,mauve,2020-01-06\nha,3,red,2020-01-07\n');
    const { report } = answered();
    expect(report.extra).toContain('note');
    expect(report.absent).toEqual([]);
    expect(report.oddRows).toBe(2);
    const odd = report.inputs.map(({ name, counts }) => [name, counts.above, counts.unknown]);
    expect(odd).toEqual(
      expect.arrayContaining([
        ['x', 1, 0],
        ['colour', 0, 1],
      ]),
    );
    expect(await columnOf('note', true)).toEqual(['hi', 'ho']);
    expect(await columnOf('note')).toEqual(['hi', 'ho', 'ha']);
  });

  it('that lacks a column is refused by name, and answered once the person says so', async () => {
    await bring('X,colour,when\n3,red,2020-01-05\n4,red,2020-01-06\n');
    expect(app.scoring.table.job).toMatchObject({
      phase: 'failed',
      error: { code: 'bad-input', message: expect.stringContaining('rename "X" to "x"') as string },
    });
    expect(app.scoring.table.absent).toEqual(['x']);
    await app.scoring.table.score(true);
    expect(answered().report.absent).toEqual([{ name: 'x', similar: 'X' }]);
    expect(answered().report.unanswered).toBe(0);
  });

  it('is saved with its answers', async () => {
    await bring('x,colour,when\n3,red,2020-01-05\n4,=blue,2020-01-06\n');
    const { bytes, formulaCells } = await app.scoring.table.exportCsv({
      delimiter: ',',
      decimal: '.',
      forSpreadsheets: true,
    });
    expect(formulaCells).toBe(1);
    const lines = (await bytes.text()).trim().split('\r\n');
    expect(lines[0]).toMatch(/^x,colour,when,predicted sold,P\(yes\),warnings$/);
    expect(lines[2]).toMatch(/^4(\.0)?,'=blue,2020-01-06,(yes|no),0\.\d+,colour: unknown value$/);
  });

  it('can be cancelled, and another one takes its place', async () => {
    const rows = Array.from({ length: 120_000 }, (_, i) => `${i % 90},red,2020-01-0${(i % 9) + 1}`);
    const going = bring(['x,colour,when', ...rows].join('\n'));
    await until(() => app.scoring.table.job.phase === 'running', 'the answering begins');
    const { job } = app.scoring.table;
    if (job.phase === 'running') job.cancel();
    await going;
    expect(app.scoring.table.job.phase).toBe('idle');
    expect(app.scoring.table.intake.held?.rows).toBe(120_000);
    const again = app.scoring.table.score(false);
    await bring('x,colour,when\n3,red,2020-01-05\n');
    await again;
    expect(answered().held.rows).toBe(1);
  });

  it('is refused without rows, and without a table nothing is answered', async () => {
    await expect(app.scoring.table.score(false)).rejects.toMatchObject({ code: 'bad-input' });
    await expect(async () => app.scoring.table.rows(0, 5, false)).rejects.toMatchObject({
      code: 'bad-input',
    });
    await bring('a,b\n1,2\n');
    expect(app.scoring.table.job.phase).toBe('failed');
    await app.scoring.table.score(true);
    expect(app.scoring.table.job).toMatchObject({
      error: { message: expect.stringContaining('None of the columns') as string },
    });
  });
});
