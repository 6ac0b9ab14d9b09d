// From a file to a trained model with what the page suggests, on files of the shapes that people have: the real reader, the
// real workers, storage in memory.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OwnSetup } from '../../src/core/own-scenario.ts';
import { pointsTable, spray } from '../../src/core/points.ts';
import { Random } from '../../src/core/random.ts';
import type { Field } from '../../src/core/schema.ts';
import customers from '../fixtures/csv/customers.csv?url';
import flats from '../fixtures/csv/flats.csv?url';
import flowers from '../fixtures/csv/flowers.csv?url';
import readings from '../fixtures/csv/readings.data?url';
import tickets from '../fixtures/csv/tickets.csv?url';
import weather from '../fixtures/csv/weather.tsv?url';
import { makeApp, until, type Made } from './make-app.ts';

let made: Made;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  await made.app.start();
  await made.app.stream.pause();
}, 60_000);
afterAll(() => made.close());
beforeEach(() => made.app.draft.discard());

const draft = () => made.app.draft;

async function bring(url: string, name: string): Promise<void> {
  const blob = await (await fetch(url)).blob();
  await draft().intake.bring({ from: 'file', name, blob });
}
const paste = (text: string) => draft().intake.bring({ from: 'text', name: 'pasted text', text });
const looked = () => until(() => ['done', 'failed'].includes(draft().profile.phase), 'the profile is there');
const fieldOf = (name: string): Field => {
  const field = draft().held?.schema.fields.find((candidate) => candidate.name === name);
  if (!field) throw new Error(`no column ${name}`);
  return field;
};

const shapes: readonly {
  name: string;
  url: string;
  rows: number;
  setup: Partial<OwnSetup>;
  features: string[];
  ignored: string[];
  /** Accuracy to reach, or the largest mean absolute error. */
  reached: (level: number) => boolean;
}[] = [
  {
    name: 'flowers.csv',
    url: flowers,
    rows: 120,
    setup: { target: { column: 'species' }, task: 'multiclass', order: { by: 'shuffle' } },
    features: ['sepal_length', 'sepal_width', 'petal_length', 'petal_width'],
    ignored: [],
    reached: (accuracy) => accuracy > 0.8,
  },
  {
    name: 'flats.csv',
    url: flats,
    rows: 150,
    setup: { target: { column: 'Kaltmiete' }, task: 'regression', order: { by: 'shuffle' } },
    features: ['Stadtteil', 'Fläche', 'Zimmer', 'Baujahr'],
    ignored: [],
    reached: (error) => error < 150,
  },
  {
    name: 'weather.tsv',
    url: weather,
    rows: 200,
    setup: { target: { column: 'rain_mm' }, task: 'regression', order: { by: 'column', column: 'date' } },
    features: ['station', 'temperature', 'wind'],
    ignored: [],
    reached: (error) => error < 3,
  },
  {
    name: 'readings.data',
    url: readings,
    rows: 120,
    setup: { task: 'binary', order: { by: 'shuffle' } },
    features: ['column 1', 'column 2', 'column 3', 'column 4', 'column 5'],
    ignored: [],
    reached: (accuracy) => accuracy > 0.8,
  },
  {
    name: 'tickets.csv',
    url: tickets,
    rows: 120,
    setup: { target: { column: 'priority' }, task: 'multiclass', order: { by: 'shuffle' } },
    features: ['channel', 'minutes'],
    ignored: ['ticket_id', 'subject'],
    reached: (accuracy) => accuracy > 0.6,
  },
  {
    name: 'customers.csv',
    url: customers,
    rows: 240,
    setup: { target: { column: 'churned' }, task: 'binary', order: { by: 'shuffle' } },
    features: ['age', 'contract', 'monthly', 'support_calls'],
    ignored: ['customer', 'country'],
    reached: (accuracy) => accuracy > 0.6,
  },
];

describe('from a file to a model, nothing touched', () => {
  it.each(shapes)(
    '$name',
    { timeout: 60_000 },
    async ({ name, url, rows, setup, features, ignored, reached }) => {
      await bring(url, name);
      const job = draft().intake.job;
      if (job.phase === 'failed') throw job.error;
      expect(draft().held?.rows).toBe(rows);
      expect(draft().accepted).toBe(false);
      await looked();
      const { profile } = draft();
      if (profile.phase === 'failed') throw profile.error;
      expect(draft().setup).toMatchObject(setup);
      expect(draft().setup?.recipe.inputs.map((input) => input.name)).toEqual(features);
      for (const column of ignored) expect(fieldOf(column).role).toBe('ignore');
      expect(draft().problem).toBeNull();

      const { app } = made;
      await draft().start();
      await app.stream.pause();
      expect(draft().intake.job.phase).toBe('idle');
      const { champion } = app.models;
      expect(app.store.project.scenario?.label).toBe(name);
      expect(champion?.number).toBe(1);
      expect(reached(champion?.level.value ?? Number.NaN)).toBe(true);
      expect(app.datasets.current.table.rows).toBe(rows);
      const [version] = app.dataVersions.all;
      expect(version).toMatchObject({ number: 1, rows, operation: `imported from ${name}` });
      // Test rows were kept out.
      const run = app.store.runs[0];
      const test = app.datasets.current.parts?.reduce((sum, value) => sum + (value === 1 ? 1 : 0), 0) ?? 0;
      expect(test).toBeGreaterThan(0);
      expect((run?.trainedOn.rows ?? 0) + (run?.trainedOn.validationRows ?? 0)).toBeLessThanOrEqual(
        app.datasets.current.scenario.trainRows - test,
      );
    },
  );
});

describe('a file that cannot be read', () => {
  it.each([
    ['a quote that is never closed', 'a,b\n1,"open\n2,3\n4,5\n', /line 2/],
    ['rows of unequal length', 'a,b,c\n1,2,3\n4,5\n6,7,8\n', /line 3/],
    ['nothing at all', '   \n', /./],
  ])('%s: says where, keeps nothing, and the next file works', async (_, text, message) => {
    await paste(text);
    const { job } = draft().intake;
    if (job.phase !== 'failed') throw new Error(`was not refused: ${job.phase}`);
    expect(job.error.message).toMatch(message);
    expect(draft().held).toBeNull();
    expect(draft().setup).toBeNull();
    await bring(flowers, 'flowers.csv');
    expect(draft().held?.rows).toBe(120);
  });

  it('is read after all when a person says how', async () => {
    await paste('a,b,c\n1,2,3\n4,5\n6,7,8\n');
    expect(draft().intake.job.phase).toBe('failed');
    await draft().reread({ ragged: 'drop' });
    expect(draft().held?.rows).toBe(2);
    await draft().reread({ ragged: 'fill' });
    expect(draft().held?.rows).toBe(3);
  });

  it('gives its place up to another file at once', async () => {
    const first = bring(customers, 'customers.csv');
    const second = bring(flowers, 'flowers.csv');
    await Promise.all([first, second]);
    expect(draft().held?.rows).toBe(120);
  });

  it('can be cancelled', async () => {
    const reading = paste(`a,b\n${'1,2\n'.repeat(200_000)}`);
    const { job } = draft().intake;
    if (job.phase !== 'running') throw new Error(job.phase);
    job.cancel();
    await reading;
    expect(draft().intake.job.phase).toBe('idle');
  });
});

describe('what a person says', () => {
  it('survives another reading of the same file, not another file', { timeout: 30_000 }, async () => {
    await bring(customers, 'customers.csv');
    await looked();
    await draft().setField('support_calls', { role: 'target' });
    expect(fieldOf('churned').role).toBe('ignore');
    expect(draft().setup?.target.column).toBe('support_calls');
    await draft().setField('age', { role: 'ignore' });
    draft().change({ label: 'Calls', historyShare: 0.5 });
    await draft().reread({ kinds: { 0: 'identifier' } });
    await looked();
    expect(fieldOf('support_calls').role).toBe('target');
    expect(fieldOf('age').role).toBe('ignore');
    expect(draft().setup).toMatchObject({ label: 'Calls', historyShare: 0.5 });
    await bring(customers, 'customers.csv');
    await looked();
    expect(fieldOf('churned').role).toBe('target');
    expect(fieldOf('age').role).toBe('feature');
    expect(draft().setup?.label).toBe('customers.csv');
  });

  it('changes the kind of a column by reading it again', { timeout: 30_000 }, async () => {
    await bring(flats, 'flats.csv');
    await looked();
    expect(fieldOf('Baujahr').kind).toBe('integer');
    await draft().setField('Baujahr', { kind: 'category' });
    expect(fieldOf('Baujahr').kind).toBe('category');
    expect((await draft().rows(null, 0, 1)).cells[0]?.[3]).toMatch(/^\d{4}$/);
  });

  it('leaves columns out together, and they are no features any more', async () => {
    await bring(customers, 'customers.csv');
    await looked();
    await draft().leaveOut(['age', 'monthly']);
    await looked();
    expect(draft().setup?.recipe.inputs.map((input) => input.name)).toEqual(['contract', 'support_calls']);
  });

  it('is kept of the preparation when another column is left out', async () => {
    await bring(customers, 'customers.csv');
    await looked();
    const recipe = draft().setup?.recipe;
    if (!recipe) throw new Error('nothing suggested');
    const inputs = recipe.inputs.map((input) =>
      input.name === 'monthly' ? { ...input, steps: [{ step: 'impute-median', params: {} }] } : input,
    );
    draft().change({ recipe: { v: 1, inputs } });
    await draft().setField('age', { role: 'ignore' });
    const kept = draft().setup?.recipe.inputs;
    expect(kept?.map(({ name }) => name)).toEqual(['contract', 'monthly', 'support_calls']);
    expect(kept?.find(({ name }) => name === 'monthly')?.steps).toHaveLength(1);
    await draft().setField('age', { role: 'feature' });
    expect(draft().setup?.recipe.inputs.map(({ name }) => name)).toContain('age');
  });

  it('is refused in words when it contradicts itself, and nothing changes', async () => {
    await bring(customers, 'customers.csv');
    await looked();
    await expect(draft().setField('contract', { role: 'weight' })).rejects.toThrow(/Weights are numbers/);
    expect(fieldOf('contract').role).toBe('feature');
  });

  it('brings its own model with another task, and no test on the latest of shuffled rows', async () => {
    await bring(weather, 'weather.tsv');
    await looked();
    expect(draft().setup?.split.method).toBe('time');
    draft().change({ order: { by: 'shuffle' } });
    expect(draft().setup?.split.method).toBe('random');
    draft().change({ windowRows: 10_000 });
    expect(draft().setup?.windowRows).toBe(80);
  });

  it(
    'has its answers read as classes or as a number, and leaks looked for',
    { timeout: 30_000 },
    async () => {
      const lines = Array.from({ length: 200 }, (_, i) => {
        const answer = ((i * 7) % 5) * 10;
        return `${(i * 31) % 97},${answer * 3 + 1},${answer}`;
      });
      await paste(['x,told,answer', ...lines].join('\n'));
      await looked();
      const result = () => {
        const { profile } = draft();
        if (profile.phase !== 'done') throw new Error(profile.phase);
        return profile.result;
      };
      // Five values between 0 and 40: a number by its range, classes once they are counted.
      expect(draft().setup).toMatchObject({ task: 'multiclass', model: 'softmax-regression' });
      expect(result().classes).toEqual(['0', '10', '20', '30', '40']);
      expect(result().leaks.map(({ columns, degree }) => [columns, degree])).toContainEqual([
        ['told'],
        'certain',
      ]);
      expect(draft().tasks).toEqual(['multiclass', 'regression']);
      draft().change({ task: 'regression' });
      await looked();
      expect(draft().setup).toMatchObject({ task: 'regression', model: 'linear-regression', metric: 'mae' });
      expect(result().classes).toBeNull();
      expect(result().target?.counts).toBeNull();
    },
  );

  it('hears why it cannot begin', async () => {
    await paste('a,b\n1,x\n2,y\n3,x\n4,y\n');
    await looked();
    expect(draft().problem).toMatch(/4 rows/);
    await expect(draft().start()).rejects.toThrow(/4 rows/);
    expect(draft().held?.rows).toBe(4);
  });
});

describe('data that comes from no file', () => {
  it('drawn points become a project in one step', { timeout: 30_000 }, async () => {
    const random = new Random(3);
    const points = [
      ...spray({ x: -2, y: 0 }, 60, 0.8, 'A', random),
      ...spray({ x: 2, y: 0 }, 60, 0.8, 'B', random),
    ];
    await draft().intake.table('Drawn points', pointsTable(points));
    expect(draft().accepted).toBe(true);
    await looked();
    expect(draft().setup).toMatchObject({ target: { column: 'class' }, task: 'binary' });
    await draft().start();
    await made.app.stream.pause();
    expect(made.app.models.champion?.level.value).toBeGreaterThan(0.9);
  });

  it(
    'a generator and a set of the catalogue, with the roles of their cards',
    { timeout: 30_000 },
    async () => {
      await draft().intake.generate('sea', { theta: 8, noise: 0 }, 500, 1, [
        { atRow: 250, overRows: 0, to: { theta: 4 } },
      ]);
      await looked();
      expect(draft().held?.rows).toBe(500);
      expect(draft().setup?.task).toBe('binary');
      await draft().intake.catalogue('bike-share-2011');
      await looked();
      const profile = draft().profile;
      if (profile.phase !== 'done') throw new Error(profile.phase);
      expect(fieldOf('casual').role).toBe('ignore');
      expect(draft().intake.fromFile).toBe(false);
    },
  );
});
