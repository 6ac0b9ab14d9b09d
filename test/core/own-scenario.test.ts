import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  historyRows,
  ownDataset,
  ownScenario,
  planFor,
  scenarioOf,
  setupProblem,
  suggestSetup,
  taskFor,
} from '../../src/core/own-scenario.ts';
import { Random } from '../../src/core/random.ts';
import { profileTable } from '../../src/core/profiling/profile-table.ts';
import { kindsOf, inferSchema, withField } from '../../src/core/schema-inference.ts';
import type { Field, FieldKind } from '../../src/core/schema.ts';
import type { Table } from '../../src/core/table.ts';
import { categoryColumn, numberColumn, tableOf } from '../fixtures/core/reference.ts';

const field = (kind: FieldKind): Field => ({
  name: 'a',
  kind,
  role: 'feature',
  optional: false,
  min: null,
  max: null,
  categories: null,
});

/** `rows` rows of two numbers, a colour and an answer, with a time if wanted. */
function sample(rows: number, withTime = false): Table {
  const x = Float64Array.from({ length: rows }, (_, i) => Math.sin(i) * 10 + i / rows);
  return {
    rows,
    columns: [
      ...(withTime ? [{ name: 'day', kind: 'time', values: x.map((_, i) => i * 86_400_000) } as const] : []),
      { name: 'x', kind: 'number', values: x },
      {
        name: 'colour',
        kind: 'category',
        codes: Int32Array.from(x, (_, i) => i % 3),
        levels: ['r', 'g', 'b'],
      },
      {
        name: 'answer',
        kind: 'category',
        codes: Int32Array.from(x, (value) => (value > 0 ? 1 : 0)),
        levels: ['no', 'yes'],
      },
    ],
  };
}

async function suggested(table: Table) {
  const schema = inferSchema(table, kindsOf(table), null);
  const target = schema.fields.find(({ role }) => role === 'target');
  const profile = await profileTable(table, schema, {
    target: target ? { column: target.name } : null,
    task: null,
    seed: 0,
  });
  return { schema, profile, setup: suggestSetup('mine', table.rows, schema, profile, 7) };
}

describe('taskFor', () => {
  it.each([
    ['boolean', 2, 'binary'],
    ['category', 2, 'binary'],
    ['category', 50, 'multiclass'],
    ['category', 51, null],
    ['integer', 2, 'binary'],
    ['integer', 10, 'multiclass'],
    ['integer', 11, 'regression'],
    ['number', 2, 'regression'],
    ['number', 1, null],
    ['text', 20, null],
    ['identifier', 20, null],
    ['time', 20, null],
    ['image', 20, null],
  ] as const)('%s with %i values: %s', (kind, distinct, task) => {
    expect(taskFor(field(kind), distinct)).toBe(task);
  });
});

describe('historyRows', () => {
  it('is what a person typed in rows, for any table', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 1_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (rows, at) => {
          const typed = Math.max(1, Math.round(at * (rows - 1)));
          expect(historyRows({ historyShare: typed / rows }, rows)).toBe(typed);
        },
      ),
    );
  });
});

describe('suggestSetup', () => {
  it('shuffles rows that have no time, and keeps classes in proportion', async () => {
    const { setup, schema } = await suggested(sample(200));
    expect(setup).toMatchObject({
      label: 'mine',
      target: { column: 'answer' },
      task: 'binary',
      order: { by: 'shuffle' },
      model: 'logistic-regression',
      metric: 'accuracy',
      windowRows: 10,
      split: { method: 'stratified', column: 'answer', testShare: 0.2, seed: 7 },
    });
    expect(setup?.recipe.inputs.map(({ name }) => name)).toEqual(['x', 'colour']);
    expect(setup && setupProblem(setup, 200, schema)).toBeNull();
  });

  it('lets rows with a time come in its order, and tests on the latest', async () => {
    const { setup } = await suggested(sample(200, true));
    expect(setup?.order).toEqual({ by: 'column', column: 'day' });
    expect(setup?.split).toMatchObject({ method: 'time', column: null });
    expect(setup?.recipe.inputs.map(({ name }) => name)).toEqual(['x', 'colour']);
  });

  it.each([
    [['ja', 'nein'], 'ja'],
    [['No', 'Yes'], 'Yes'],
    [['oui', 'non'], 'oui'],
    [['cat', 'dog'], undefined],
  ])('counts the word for yes as positive: %j', async (words, positive) => {
    const table = tableOf(
      numberColumn(
        'x',
        Array.from({ length: 60 }, (_, i) => i),
      ),
      categoryColumn(
        'answer',
        Array.from({ length: 60 }, (_, i) => words[i % 7 === 0 ? 1 : 0]!),
      ),
    );
    const { setup } = await suggested(table);
    expect(setup?.target.positive).toBe(positive);
  });

  it('leaves the rows of a generator as they come: its drift happens along them', async () => {
    const table = sample(200);
    const { profile, schema } = await suggested(table);
    const setup = suggestSetup('mine', 200, schema, profile, 1, true);
    expect(setup?.order).toEqual({ by: 'file' });
    expect(setup?.split).toMatchObject({ method: 'time', column: null });
  });

  it('keeps whole groups together where one column says who belongs together', async () => {
    const table = sample(200);
    const { profile, schema } = await suggested(table);
    const grouped = withField(schema, 'colour', { role: 'group' });
    expect(suggestSetup('mine', 200, grouped, profile, 1)?.split).toMatchObject({
      method: 'group',
      column: 'colour',
    });
  });

  it('has nothing to suggest without a target, or with one that has a single value', async () => {
    const { profile, schema } = await suggested(sample(200));
    const none = withField(schema, 'answer', { role: 'ignore' });
    expect(suggestSetup('mine', 200, none, profile, 1)).toBeNull();
    const constant = {
      ...profile,
      columns: profile.columns.map((column) =>
        column.name === 'answer' ? { ...column, distinct: 1 } : column,
      ),
    };
    expect(suggestSetup('mine', 200, schema, constant, 1)).toBeNull();
  });

  it('gives a column of many levels one input, and none to identifiers and empty columns', () => {
    const named = (name: string, kind: FieldKind): Field => ({ ...field(kind), name });
    const schema = {
      v: 1,
      image: null,
      fields: [
        named('city', 'category'),
        named('id', 'identifier'),
        named('empty', 'number'),
        named('note', 'text'),
      ],
    } as const;
    const missing = { count: 0, rows: { by: 'rows', rows: [] } } as const;
    const column = (name: string, kind: FieldKind, distinct: number) => ({
      ...({
        name,
        kind,
        role: 'feature',
        missing,
        distinct,
        constant: false,
        bars: [],
        numbers: null,
      } as const),
    });
    const plan = planFor(schema, {
      rows: 100,
      columns: [column('city', 'category', 41), column('empty', 'number', 0), column('note', 'text', 90)],
      classes: null,
      target: null,
      duplicates: missing,
      correlations: { columns: [], values: new Float64Array(0), leftOut: 0 },
      leaks: [],
      leakRows: 0,
      findings: [],
    });
    expect(plan.inputs.map(({ name, steps }) => [name, steps[0]?.step])).toEqual([
      ['city', 'target-encode'],
      ['note', 'bag-of-words'],
    ]);
  });
});

describe('setupProblem', () => {
  it('says what is missing', async () => {
    const { setup, schema } = await suggested(sample(200));
    if (!setup) throw new Error('nothing suggested');
    const problem = (change: Partial<typeof setup>, rows = 200) =>
      setupProblem({ ...setup, ...change }, rows, schema);
    expect(problem({}, 29)).toContain('29 rows');
    expect(problem({}, 30)).toBeNull();
    expect(problem({ recipe: { v: 1, inputs: [] } })).toContain('feature');
    expect(problem({ historyShare: 1 })).toContain('between 0 and 1');
    expect(problem({ windowRows: 81 })).toContain('between 1 and 80');
    expect(problem({ target: { column: 'gone' } })).toContain('"gone"');
  });
});

describe('ownScenario', () => {
  it('is complete: the card fits the columns, the alarm the unit of the metric', async () => {
    const table = sample(200, true);
    const { setup, schema } = await suggested(table);
    if (!setup) throw new Error('nothing suggested');
    const scenario = ownScenario('own-1', setup, 200, schema, 1);
    expect(scenario).toMatchObject({ id: 'own-1', trainRows: 120, features: ['x', 'colour'], seed: 7 });
    expect(scenario.alarm.params).toEqual({ margin: 0.164, windows: 3 });
    const large = ownScenario('own-1', { ...setup, windowRows: 80 }, 200, schema, 1);
    expect(large.alarm.params).toEqual({ margin: 0.058, windows: 3 });
    const card = ownDataset(scenario, schema, 200);
    expect(card).toMatchObject({
      id: 'own-1',
      target: 'answer',
      timeColumn: 'day',
      content: { from: 'own' },
    });
    expect(card.columns.map(({ name }) => name)).toEqual(['day', 'x', 'colour', 'answer']);
    expect(
      ownScenario('own-2', { ...setup, task: 'regression', metric: 'mae' }, 200, schema, 12).alarm.params,
    ).toMatchObject({ margin: 1.2 });
    expect(() => ownScenario('own-3', { ...setup, windowRows: 0 }, 200, schema, 1)).toThrow(RangeError);
  });

  it('takes no ages for long tables and no single step for short ones', async () => {
    const { setup, schema } = await suggested(sample(200));
    if (!setup) throw new Error('nothing suggested');
    for (const rows of [30, 1000, 50_000, 1_000_000]) {
      const { training, trainRows } = ownScenario('own-1', setup, rows, schema, 1);
      const steps = training.epochs * Math.ceil(trainRows / training.batchSize);
      expect(steps).toBeGreaterThanOrEqual(rows < 100 ? 80 : 600);
      expect(training.epochs).toBeLessThanOrEqual(150);
      expect(training.epochs).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('the alarm of a project of one’s own', () => {
  it('hardly ever rings on a model that holds its level, however small the windows', () => {
    const random = new Random(5);
    for (const windowRows of [10, 25, 100]) {
      const margin = Math.max(0.05, 1.3 * Math.sqrt(0.16 / windowRows));
      let rung = 0;
      const streams = 400;
      for (let stream = 0; stream < streams; stream++) {
        let below = 0;
        for (let window = 0; window < 20; window++) {
          let right = 0;
          for (let row = 0; row < windowRows; row++) if (random.uniform() < 0.8) right++;
          below = right / windowRows < 0.8 - margin ? below + 1 : 0;
          if (below === 3) {
            rung++;
            break;
          }
        }
      }
      expect(rung / streams).toBeLessThan(0.04);
    }
  });
});

describe('scenarioOf', () => {
  it('finds a scene of the page by its id and throws for an unknown one', () => {
    const settings = {} as Parameters<typeof scenarioOf>[0]['settings'];
    const project = {
      v: 1,
      id: 'p',
      scenarioId: 'bikes',
      seed: 1,
      createdAt: 0,
      openedAt: 0,
      position: 0,
      playing: false,
      settings,
    } as const;
    expect(scenarioOf(project).id).toBe('bikes');
    expect(() => scenarioOf({ ...project, scenarioId: 'own-gone' })).toThrow(RangeError);
  });
});
