import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreRows } from '../../src/core/scoring.ts';
import { exampleRow, readRow, typedCell, typedRow } from '../../src/core/scoring-form.ts';
import type { SignatureInput } from '../../src/core/signature.ts';
import { columnOf, isCategory } from '../../src/core/table.ts';
import { inputs, sampleModel, sampleTable } from './scoring-cases.ts';

const table = sampleTable(100);
const typed = (row: number, more: Readonly<Record<string, string>> = {}) =>
  new Map([...typedRow(inputs, table, row), ...Object.entries(more)]);
const inputOf = (kind: SignatureInput['kind'], more: Partial<SignatureInput> = {}): SignatureInput => ({
  name: 'x',
  kind,
  range: null,
  levels: null,
  mayBeMissing: true,
  ...more,
});
const read = (input: SignatureInput, text: string) => readRow([input], new Map([['x', text]]));

describe('readRow', () => {
  it.each(['binary', 'multiclass', 'regression'] as const)(
    'of a row as it stands in a table gets the same answer to the bit (%s)',
    (task) => {
      const model = sampleModel(task);
      for (let row = 0; row < table.rows; row++) {
        const { table: one, problems } = readRow(inputs, typed(row));
        expect(problems.size).toBe(0);
        expect(scoreRows(model, one!, [0]).scores).toEqual(scoreRows(model, table, [row]).scores);
      }
    },
  );

  it('warns of what lies outside, is unknown, or is missing where nothing was', () => {
    const { table: one, warnings } = readRow(
      inputs,
      typed(0, { wind: '74', hour: '-1', when: '', sky: 'hail' }),
    );
    expect(one).not.toBeNull();
    expect([...warnings]).toEqual([
      ['wind', 'above'],
      ['hour', 'below'],
      ['when', 'missing'],
      ['sky', 'unknown'],
    ]);
    expect(readRow(inputs, typed(0, { wind: '' })).warnings.size).toBe(0);
    // At the very ends nothing is odd.
    expect(readRow(inputs, typed(0, { wind: '61.125', hour: '0' })).warnings.size).toBe(0);
  });

  it('says nothing about a value where it cannot know all that were learnt from', () => {
    const levels = Array.from({ length: 200 }, (_, i) => `word ${i}`);
    expect(read(inputOf('category', { levels }), 'other').warnings.size).toBe(0);
    expect(read(inputOf('category', { levels: levels.slice(1) }), 'other').warnings.get('x')).toBe('unknown');
  });

  it.each([
    ['number', '1,5', 'Write decimals after a point: 1.5.'],
    ['number', '1.234,5', 'This is no number. Write one, such as 1.5.'],
    ['number', 'many', 'This is no number. Write one, such as 1.5.'],
    ['number', '0x10', 'This is no number. Write one, such as 1.5.'],
    ['number', 'Infinity', 'This is no number. Write one, such as 1.5.'],
    ['number', '1e999', 'This number is too large to work with.'],
    ['integer', '2.5', 'This must be a whole number, such as 3.'],
    ['boolean', 'perhaps', 'Write true or false.'],
    ['time', '2024-02-30', 'Write a day as 2024-05-31, or a day and a time as 2024-05-31 14:30.'],
    ['time', 'yesterday', 'Write a day as 2024-05-31, or a day and a time as 2024-05-31 14:30.'],
  ] as const)('of %s "%s" says what is wrong, and gives no table', (kind, text, problem) => {
    const found = read(inputOf(kind), text);
    expect(found.problems.get('x')).toBe(problem);
    expect(found.table).toBeNull();
    expect(found.warnings.size).toBe(0);
  });

  it('takes an input that nobody wrote as missing, and an input called like a part of every object', () => {
    const odd = [inputOf('number', { name: '__proto__' }), inputOf('category', { name: 'constructor' })];
    const { table: one } = readRow(odd, new Map([['__proto__', '3']]));
    expect(one?.columns.map((column) => (isCategory(column) ? column.codes[0] : column.values[0]))).toEqual([
      3, -1,
    ]);
  });

  it('reads every number, time and word back that it wrote', () => {
    const anything = fc.oneof(
      fc.double({ noDefaultInfinity: true, noNaN: true }).map((value) => ['number', value] as const),
      fc.maxSafeInteger().map((value) => ['integer', value] as const),
      fc.integer({ min: 0, max: 1 }).map((value) => ['boolean', value] as const),
      fc
        .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
        .map((value) => ['time', value.getTime()] as const),
    );
    fc.assert(
      fc.property(anything, ([kind, value]) => {
        const text = typedCell({ name: 'x', kind, values: Float64Array.of(value) }, 0);
        const column = read(inputOf(kind), ` ${text} `).table!.columns[0]!;
        expect(isCategory(column) ? null : column.values[0]).toBe(value);
      }),
    );
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (word) => {
        const column = { name: 'x', kind: 'category', codes: Int32Array.of(0), levels: [word] } as const;
        const back = columnOf(read(inputOf('category'), typedCell(column, 0)).table!, 'x');
        expect(typedCell(back, 0)).toBe(word);
      }),
    );
  });

  it('never throws, whatever is written: there is a table or a problem', () => {
    const kinds = fc.constantFrom('number', 'integer', 'boolean', 'time', 'category');
    fc.assert(
      fc.property(kinds, fc.string(), (kind, text) => {
        const { table: one, problems } = read(inputOf(kind), text);
        expect(one === null).toBe(problems.has('x'));
      }),
    );
  });

  it('shows a day without a time of day, and a time as short as it can be', () => {
    const cells = ['2020-01-05', '2020-01-05 00:30', '2020-01-05 10:00:30', '2020-01-05 10:00:30.250'];
    for (const cell of cells) {
      const column = read(inputOf('time'), cell).table!.columns[0]!;
      expect(typedCell(column, 0)).toBe(cell);
    }
  });

  it('begins with the example, where true is written as a table writes it', () => {
    const signature = {
      inputs: [inputOf('boolean', { name: 'wet' }), inputOf('number', { name: '__proto__' })],
      output: { name: 'y', classes: [], unit: null },
      example: Object.fromEntries([
        ['wet', '1'],
        ['__proto__', '3.5'],
      ]),
    };
    const example = exampleRow(signature);
    expect([...example]).toEqual([
      ['wet', 'true'],
      ['__proto__', '3.5'],
    ]);
    expect(readRow(signature.inputs, example).problems.size).toBe(0);
    expect(exampleRow({ ...signature, example: {} }).get('wet')).toBe('');
  });

  it('refuses a table that lacks an input', () => {
    expect(() => typedRow([inputOf('number')], table, 0)).toThrow(RangeError);
  });
});
