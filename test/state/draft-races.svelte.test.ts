// What a person says and brings while something else is under way: nothing of it is lost, and the last word counts. The real
// reader in a real worker; only what begins a project is held up by the test.

import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { DataWorker } from '../../src/data/desk.ts';
import { Desk } from '../../src/data/desk.ts';
import { Draft, type Started } from '../../src/state/draft.svelte.ts';
import { until } from './make-app.ts';

/** Keys of the tables that were asked to be read, in turn. */
let read: string[] = [];
class Watched extends Desk {
  override ask: Desk['ask'] = (job, request, options) => {
    if (job === 'read' && 'key' in request) read.push(request.key);
    return super.ask(job, request, options);
  };
}
const makeWorker = (): DataWorker =>
  new Worker(new URL('../../src/data/data.worker.ts', import.meta.url), { type: 'module' });
const desk = new Watched(makeWorker);
afterAll(() => desk.dispose());

let failures: unknown[] = [];
let begin: (started: Started) => Promise<void>;
let draft: Draft;
beforeEach(() => {
  read = [];
  failures = [];
  begin = () => Promise.resolve();
  draft = new Draft(
    desk,
    `${location.origin}/`,
    (started) => begin(started),
    (error) => failures.push(error),
  );
});

const text = [
  'a;b;c;y',
  ...Array.from({ length: 400 }, (_, i) => `${i % 7};${i % 5};${(i * 3) % 11};${i % 2 ? 'p' : 'q'}`),
].join('\n');
const bring = (name: string) => draft.intake.bring({ from: 'text', name, text });
const looked = () => until(() => draft.profile.phase === 'done', 'the profile is there');
const roles = () => draft.held?.schema.fields.map(({ name, role }) => `${name}: ${role}`);

async function described(): Promise<void> {
  await bring('first');
  await looked();
  await draft.setField('b', { role: 'target' });
  await draft.setField('a', { role: 'ignore' });
  draft.accept();
  draft.change({ label: 'My label', windowRows: 11 });
}
function expectAllKept(): void {
  expect(roles()).toEqual(['a: ignore', 'b: target', 'c: feature', 'y: ignore']);
  expect(draft.setup).toMatchObject({ label: 'My label', windowRows: 11, target: { column: 'b' } });
  expect(draft.accepted).toBe(true);
  expect(failures).toEqual([]);
}
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('several changes of how a file is read', () => {
  it.each([0, 1, 3, 10, 30, 60])('%i ms apart keep all that was said', async (apart) => {
    await described();
    const readings = [draft.reread({ dialect: { decimal: ',' } })];
    await wait(apart);
    readings.push(draft.reread({ dialect: { quote: "'" } }));
    await wait(apart);
    readings.push(draft.reread({ ragged: 'drop' }));
    await Promise.all(readings);
    await looked();
    expectAllKept();
    expect(draft.intake.read?.dialect).toMatchObject({ decimal: ',', quote: "'" });
  });

  it('keep what is said of a column while one begins', async () => {
    await described();
    await Promise.all([draft.setField('c', { role: 'ignore' }), draft.reread({ ragged: 'drop' })]);
    await looked();
    expect(roles()?.[2]).toBe('c: ignore');
  });

  it('say nothing of the next file', async () => {
    await described();
    const field = draft.setField('c', { role: 'ignore' });
    const reading = draft.reread({ ragged: 'drop' });
    await bring('second');
    await Promise.all([field, reading]);
    await looked();
    await draft.reread({ ragged: 'fill' });
    await looked();
    expect(roles()).toEqual(['a: feature', 'b: feature', 'c: feature', 'y: target']);
    expect(draft.setup).toMatchObject({ label: 'second', target: { column: 'y' } });
    expect(draft.accepted).toBe(false);
  });
});

it('a column that is read as another kind keeps its role', async () => {
  await described();
  await draft.setField('a', { kind: 'category' });
  await draft.setField('a', { kind: 'identifier' });
  await draft.setField('a', { kind: 'number' });
  await looked();
  expect(draft.held?.schema.fields.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
    'a: number',
    'b: integer',
    'c: integer',
    'y: category',
  ]);
  expect(roles()).toEqual(['a: ignore', 'b: target', 'c: feature', 'y: ignore']);
});

it('words that count as missing stay words when a kind of words is chosen', async () => {
  const lines = Array.from({ length: 60 }, (_, i) => `${['NA', 'DE', 'FR'][i % 3]},${i % 2}`);
  await draft.intake.bring({ from: 'text', name: 'codes', text: ['c,y', ...lines].join('\n') });
  await looked();
  const cells = async () => (await draft.rows(null, 0, 3)).cells.map(([cell]) => cell);
  expect(await cells()).toEqual(['', 'DE', 'FR']);
  await draft.setField('c', { kind: 'text' });
  expect(await cells()).toEqual(['NA', 'DE', 'FR']);
  await draft.readAs(0, 'category');
  await looked();
  expect(await cells()).toEqual(['NA', 'DE', 'FR']);
});

it('what is changed of the project while the columns are looked at stays', async () => {
  await described();
  const field = draft.setField('c', { min: 0, max: 20 });
  await until(() => draft.profile.phase === 'running', 'they are being looked at');
  draft.change({ label: 'Named meanwhile' });
  await field;
  await looked();
  expect(draft.setup?.label).toBe('Named meanwhile');
});

describe('another file while one is being read', () => {
  it('cancels the first one and leaves nothing of it', async () => {
    const long = `a,b\n${'1,2\n'.repeat(400_000)}`;
    const first = draft.intake.bring({ from: 'text', name: 'long', text: long });
    await wait(20);
    const second = bring('second');
    await Promise.all([first, second]);
    await looked();
    expect(draft.held).toMatchObject({ name: 'second', rows: 400 });
    const [one, two] = read;
    expect(draft.held?.key).toBe(two);
    await expect(desk.ask('held', { key: one ?? '' })).rejects.toThrow();
    expect(failures).toEqual([]);
  });

  it('lets go of a table that was there, even when the next one is refused', async () => {
    await bring('first');
    const before = draft.held?.key ?? '';
    await draft.intake.bring({ from: 'text', name: 'odd', text: 'a,b\n1,"open\n2,3\n' });
    expect(draft.intake.job.phase).toBe('failed');
    await expect(desk.ask('held', { key: before })).rejects.toThrow();
  });
});

describe('while a project begins', () => {
  /** Holds the beginning up until the function that it gives is called. */
  function heldUp(): () => void {
    let go = (): void => undefined;
    const begun = new Promise<void>((resolve) => (go = resolve));
    begin = () => begun;
    return () => go();
  }

  it('a file that is brought stays', async () => {
    const go = heldUp();
    await bring('first');
    await looked();
    const starting = draft.start();
    await wait(20);
    await bring('second');
    await looked();
    go();
    await starting;
    expect(draft.held?.name).toBe('second');
    expect(draft.setup?.label).toBe('second');
  });

  it('a file that is still being read stays', async () => {
    const go = heldUp();
    await bring('first');
    await looked();
    const starting = draft.start();
    await wait(20);
    const second = bring('second');
    go();
    await Promise.all([starting, second]);
    expect(draft.held?.name).toBe('second');
  });

  it('without one, the draft goes', async () => {
    const go = heldUp();
    await bring('first');
    await looked();
    const starting = draft.start();
    go();
    await starting;
    expect(draft.intake.job.phase).toBe('idle');
  });

  it('the page says how the first one came, whatever comes next', async () => {
    const told: Started[] = [];
    begin = (started) => Promise.resolve(void told.push(started));
    await bring('first');
    await looked();
    const starting = draft.start();
    const second = bring('second');
    await Promise.all([starting, second]);
    expect(told.map(({ operation }) => operation)).toEqual(['imported from first']);
  });
});

it('the alarm knows only how far the known answers lie apart', async () => {
  const told: Started[] = [];
  begin = (started) => Promise.resolve(void told.push(started));
  // Rows come by time; the later ones are a thousand times as large.
  const rows = Array.from({ length: 100 }, (_, i) => {
    const day = new Date(i * 86_400_000).toISOString().slice(0, 10);
    return `${day},${i % 7}.5,${i < 60 ? `${(i * 7) % 10}.25` : `${i * 1000}.75`}`;
  });
  await draft.intake.bring({ from: 'text', name: 'late', text: ['day,x,y', ...rows].join('\n') });
  await looked();
  expect(draft.setup).toMatchObject({ task: 'regression', order: { by: 'column', column: 'day' } });
  await draft.start();
  expect(told[0]?.targetDeviation).toBeGreaterThan(2);
  expect(told[0]?.targetDeviation).toBeLessThan(4);
});
