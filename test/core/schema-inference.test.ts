import { describe, expect, it } from 'vitest';
import { datasets } from '../../src/core/datasets/index.ts';
import { inferSchema, kindsOf, schemaFromCard, withField } from '../../src/core/schema-inference.ts';
import { columnKindOf, fieldOf, namesWith, type FieldKind } from '../../src/core/schema.ts';
import type { Column } from '../../src/core/table.ts';
import { categoryColumn, numberColumn, tableOf } from '../fixtures/core/reference.ts';
import { shippedTable } from './profiling/tables.ts';

const day = Date.UTC(2011, 2, 1);
const infer = (columns: Column[], kinds: FieldKind[] = columns.map(({ kind }) => kind)) =>
  inferSchema(tableOf(...columns), kinds, null);
const roles = (columns: Column[], kinds?: FieldKind[]) =>
  infer(columns, kinds).fields.map(({ role }) => role);
const n = (name: string) => numberColumn(name, [1, 2.5, 4]);
const c = (name: string) => categoryColumn(name, ['a', 'b', 'a']);
const t = (name: string) => numberColumn(name, [day, day + 1, day + 2], 'time');

describe('inferSchema', () => {
  it('keeps the range, the values and the gaps that were seen', () => {
    const schema = infer([
      numberColumn('n', [3, null, -1.5]),
      categoryColumn('c', ['b', 'a', 'b', 'a'].slice(0, 3), ['b', 'a', 'never']),
      numberColumn('time', [day, day + 1, day], 'time'),
      { name: 'wild', kind: 'number', values: Float64Array.of(Infinity, 2, 5) },
    ]);
    expect(fieldOf(schema, 'n')).toMatchObject({
      kind: 'number',
      optional: true,
      min: -1.5,
      max: 3,
      categories: null,
    });
    expect(fieldOf(schema, 'time')).toMatchObject({ optional: false, min: null, max: null });
    expect(fieldOf(schema, 'wild')).toMatchObject({ min: 2, max: 5 });
  });

  it('allows the values of a category that repeat, and any where they do not', () => {
    const repeats = Array.from({ length: 400 }, (_, row) => `v${row % 200}`);
    const many = Array.from({ length: 800 }, (_, row) => `v${row % 201}`);
    const once = Array.from({ length: 10 }, (_, row) => `v${row}`);
    const allowed = (values: string[]) => infer([categoryColumn('c', values)]).fields[0]?.categories;
    expect(allowed(repeats)).toEqual([...new Set(repeats)].sort());
    expect(allowed(many)).toBeNull();
    expect(allowed(once)).toBeNull();
    expect(
      infer([categoryColumn('c', ['a', 'a', 'b', 'b'], ['b', 'a', 'never'])]).fields[0]?.categories,
    ).toEqual(['a', 'b']);
  });

  it('takes the only time column, or the one that is named so', () => {
    expect(roles([t('arrived'), n('x'), n('z')])).toEqual(['time', 'feature', 'target']);
    expect(roles([t('arrived'), t('Date'), n('z')])).toEqual(['feature', 'time', 'target']);
    expect(roles([t('arrived'), t('left'), n('z')])).toEqual(['feature', 'feature', 'target']);
  });

  it('finds the target by name, the likelier name first, else the last column that can be one', () => {
    expect(roles([c('Class'), n('x'), c('label')])).toEqual(['feature', 'feature', 'target']);
    expect(roles([c('Class'), n('x'), c('z')])).toEqual(['target', 'feature', 'feature']);
    expect(
      roles([n('x'), c('z'), categoryColumn('id', ['p', 'q', 'r'])], ['number', 'category', 'identifier']),
    ).toEqual(['feature', 'target', 'ignore']);
    expect(roles([n('x'), t('target')])).toEqual(['target', 'time']);
    const words = categoryColumn(
      'w',
      Array.from({ length: 60 }, (_, row) => `w${row}`),
    );
    const numbers = numberColumn(
      'x',
      Array.from({ length: 60 }, (_, row) => row),
    );
    expect(roles([numbers, words])).toEqual(['target', 'feature']);
    expect(roles([t('only')])).toEqual(['time']);
  });

  it('ignores names, texts and what never changes', () => {
    const same = numberColumn('same', [1, null, 1]);
    const empty = numberColumn('label', [null, null, null]);
    const id = categoryColumn('id', ['p', 'q', 'r']);
    expect(
      roles(
        [id, { ...id, name: 'says' }, same, empty, n('x')],
        ['identifier', 'text', 'number', 'number', 'number'],
      ),
    ).toEqual(['ignore', 'ignore', 'ignore', 'ignore', 'target']);
  });

  it('takes sample weights by name, and the weight of a car for a feature', () => {
    expect(roles([n('sample_weight'), n('weight'), n('y')])).toEqual(['weight', 'feature', 'target']);
    expect(roles([numberColumn('sample_weight', [-1, 2, 3]), n('y')])).toEqual(['feature', 'target']);
  });

  it('takes pixels for features from black to the brightest, constant ones too', () => {
    const image = { width: 2, height: 1, channels: 1, brightest: 16 } as const;
    const table = tableOf(numberColumn('p0', [0, 0, 0]), numberColumn('p1', [3, 4, 5]), c('digit'));
    const schema = inferSchema(table, ['image', 'image', 'category'], image);
    expect(namesWith(schema, 'feature')).toEqual(['p0', 'p1']);
    expect(schema.fields[0]).toMatchObject({ kind: 'image', min: 0, max: 16 });
    expect(namesWith(schema, 'target')).toEqual(['digit']);
  });

  it('does with a table without rows or columns, and with any names', () => {
    expect(infer([]).fields).toEqual([]);
    expect(infer([numberColumn('__proto__', []), categoryColumn('constructor', [])]).fields).toMatchObject([
      { name: '__proto__', min: null, optional: false, role: 'ignore' },
      { name: 'constructor', categories: null, role: 'ignore' },
    ]);
  });

  it('refuses kinds that are not held like the column', () => {
    expect(() => infer([n('x')], ['category'])).toThrow(/"x" is held as number/);
    expect(() => infer([n('x')], [])).toThrow(/0 kinds for 1 columns/);
    expect(infer([c('x')], ['text']).fields[0]).toMatchObject({ kind: 'text', categories: null });
  });
});

describe('schemaFromCard', () => {
  it.each(datasets.all.filter(({ content }) => content.from === 'file'))(
    'has the roles of $id and its kinds',
    async (dataset) => {
      const table = await shippedTable(dataset);
      const schema = schemaFromCard(dataset, table);
      expect(schema.fields.map(({ name }) => name)).toEqual(table.columns.map(({ name }) => name));
      expect(namesWith(schema, 'target')).toEqual([dataset.target]);
      expect(schema.fields.map(({ role }) => role)).toEqual(
        table.columns.map(({ name }) => dataset.columns.find((card) => card.name === name)?.role),
      );
      for (const [i, { kind }] of schema.fields.entries())
        if (kind !== 'image') expect(columnKindOf(kind)).toBe(table.columns[i]!.kind);
      expect(kindsOf(table)).toEqual(table.columns.map(({ kind }) => kind));
    },
  );

  it('refuses a table of another set', () => {
    expect(() => schemaFromCard(datasets.get('iris'), tableOf(n('x')))).toThrow(
      /card of iris has no column "x"/,
    );
  });
});

describe('withField', () => {
  const table = tableOf(
    t('time'),
    n('x'),
    numberColumn('whole', [1, 2, 3]),
    categoryColumn('code', ['1', '2', 'x']),
    c('class'),
  );
  const schema = inferSchema(table, kindsOf(table), null);

  it('changes one field and nothing else', () => {
    const next = withField(schema, 'x', { max: 9, optional: true });
    expect(fieldOf(next, 'x')).toEqual({ ...fieldOf(schema, 'x'), max: 9, optional: true });
    expect(next.fields.filter(({ name }) => name !== 'x')).toEqual(
      schema.fields.filter(({ name }) => name !== 'x'),
    );
  });

  it('keeps one target and one time: the former one is ignored', () => {
    const next = withField(schema, 'x', { role: 'target' });
    expect([namesWith(next, 'target'), namesWith(next, 'ignore')]).toEqual([['x'], ['class']]);
    expect(namesWith(withField(schema, 'whole', { role: 'time' }), 'time')).toEqual(['whole']);
    expect(namesWith(withField(schema, 'x', { role: 'group' }), 'target')).toEqual(['class']);
  });

  it('changes a kind when every cell can be read so, and sees range and values anew', () => {
    expect(fieldOf(withField(schema, 'whole', { kind: 'integer' }, table), 'whole')).toMatchObject({
      kind: 'integer',
      min: 1,
      max: 3,
    });
    expect(
      fieldOf(withField(schema, 'whole', { kind: 'identifier', role: 'ignore' }, table), 'whole'),
    ).toMatchObject({ kind: 'identifier', min: null });
    expect(fieldOf(withField(schema, 'code', { kind: 'text' }), 'code')).toMatchObject({
      kind: 'text',
      categories: null,
    });
    expect(() => withField(schema, 'code', { kind: 'number' }, table)).toThrow(
      /"code" cannot be number: row 3 holds "x"\. Nothing was changed/,
    );
    expect(() => withField(schema, 'x', { kind: 'integer' }, table)).toThrow(/row 2 holds "2.5"/);
    expect(() => withField(schema, 'x', { kind: 'category' })).toThrow(/Read the file again/);
  });

  it.each([
    ['time', { role: 'target' }, /time, so it cannot be what a model predicts/],
    ['class', { role: 'time' }, /says no time/],
    ['class', { role: 'weight' }, /Weights are numbers/],
    ['x', { min: 3, max: 1 }, /ends before it begins/],
    ['x', { min: NaN }, /begin and end with a number/],
    ['class', { min: 1 }, /has no range/],
    ['x', { categories: ['a'] }, /has no list of values/],
    ['class', { categories: [] }, /at least one/],
    ['class', { categories: ['a', 'a'] }, /each named once/],
    ['x', { name: 'z' }, /rename/],
  ] as const)('refuses for "%s" %j', (name, change, words) => {
    expect(() => withField(schema, name, change)).toThrow(words);
  });

  it('names the fields there are', () => {
    expect(() => withField(schema, 'no', {})).toThrow(/no field "no".*time, x, whole/);
  });
});
