import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostSignatureLevels, signatureOf } from '../../src/core/signature.ts';
import type { Table } from '../../src/core/table.ts';

const table: Table = {
  rows: 6,
  columns: [
    { name: 'hour', kind: 'integer', values: Float64Array.of(99, 3, NaN, 7, -1, 99) },
    {
      name: 'weather',
      kind: 'category',
      codes: Int32Array.of(0, 1, 1, -1, 2, 3),
      levels: ['storm', 'clear', 'rain', 'snow'],
    },
    { name: 'holiday', kind: 'boolean', values: Float64Array.of(0, 0, 0, 0, 0, 1) },
    { name: 'at', kind: 'time', values: Float64Array.of(0, 60_000, 0, 0, 120_000, 0) },
    { name: 'empty', kind: 'number', values: new Float64Array(6).fill(NaN) },
    { name: 'rides', kind: 'integer', values: Float64Array.of(1, 2, 3, 4, 5, 6) },
  ],
};
const rows = Int32Array.of(2, 3, 1, 4);
const of = (features: readonly string[]) =>
  signatureOf(table, rows, { features }, { column: 'rides', atLeast: 3 }, ['quiet', 'busy']);

describe('signatureOf', () => {
  it('says of every input what the training rows held, and of no other row', () => {
    expect(of(['hour', 'weather', 'holiday', 'at', 'empty']).inputs).toEqual([
      { name: 'hour', kind: 'integer', range: [-1, 7], levels: null, mayBeMissing: true },
      { name: 'weather', kind: 'category', range: null, levels: ['clear', 'rain'], mayBeMissing: true },
      { name: 'holiday', kind: 'boolean', range: [0, 0], levels: null, mayBeMissing: false },
      { name: 'at', kind: 'time', range: [0, 120_000], levels: null, mayBeMissing: false },
      { name: 'empty', kind: 'number', range: null, levels: null, mayBeMissing: true },
    ]);
  });

  it('gives a training row that lacks nothing as the example, as a person would write it', () => {
    expect(of(['hour', 'weather', 'at']).example).toEqual({
      hour: '3',
      weather: 'clear',
      at: '1970-01-01 00:01',
    });
    // No training row has a value everywhere: then the first one, with its gaps.
    expect(of(['hour', 'empty', 'weather']).example).toEqual({ hour: '', empty: '', weather: 'clear' });
    expect(signatureOf(table, [], { features: ['hour'] }, { column: 'rides' }, []).example).toEqual({
      hour: '',
    });
  });

  it('names the answer', () => {
    expect(of(['hour']).output).toEqual({ name: 'rides', classes: ['quiet', 'busy'], unit: null });
    const number = signatureOf(table, rows, { features: ['hour'] }, { column: 'rides' }, [], 'rides an hour');
    expect(number.output).toEqual({ name: 'rides', classes: [], unit: 'rides an hour' });
  });

  it('lists the most frequent levels first and stops at the most', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 299 }), { minLength: 1, maxLength: 900 }), (codes) => {
        const levels = Array.from({ length: 300 }, (_, i) => `level ${i}`);
        const column = { name: 'c', kind: 'category', codes: Int32Array.from(codes), levels } as const;
        const all = Int32Array.from(codes.keys());
        const { inputs } = signatureOf(
          { rows: codes.length, columns: [column] },
          all,
          { features: ['c'] },
          { column: 'c' },
          [],
        );
        const listed = inputs[0]!.levels!;
        const times = (level: string) => codes.filter((code) => levels[code] === level).length;
        expect(listed.length).toBe(
          Math.min(mostSignatureLevels, new Set(codes.filter((code) => code >= 0)).size),
        );
        for (let i = 1; i < listed.length; i++)
          expect(times(listed[i - 1]!)).toBeGreaterThanOrEqual(times(listed[i]!));
        const left = levels.filter((level) => !listed.includes(level)).map(times);
        if (listed.length > 0) expect(Math.max(0, ...left)).toBeLessThanOrEqual(times(listed.at(-1)!));
      }),
    );
  });

  it('refuses a column that the table lacks', () => {
    expect(() => of(['wind'])).toThrow('no column "wind"');
  });
});
