// The form of a split, what it would give, and the picture in words.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problems } from '../../../../src/core/params.ts';
import { part, splitMethods, type SplitSpec } from '../../../../src/core/split.ts';
import type { Table } from '../../../../src/core/table.ts';
import type { VersionTable } from '../../../../src/core/version-table.ts';
import {
  countByClass,
  countParts,
  firstSpec,
  methodsFor,
  splitNow,
  splitParams,
  splitValues,
  stretches,
  stripWords,
  triedSplit,
  withMethod,
  withValue,
} from '../../../../src/pages/data/prepare/split-view.ts';

const spec = firstSpec(null, 7);
const table = (rows: number): Table => ({
  rows,
  columns: [
    { name: 'x', kind: 'number', values: Float64Array.from({ length: rows }, (_, i) => i) },
    {
      name: 'y',
      kind: 'category',
      levels: ['no', 'yes'],
      codes: Int32Array.from({ length: rows }, (_, i) => (i % 4 === 0 ? 1 : 0)),
    },
  ],
});
const versionOf = (of: Table): VersionTable => ({
  table: of,
  ids: Float64Array.from({ length: of.rows }, (_, row) => row),
  parts: null,
  nextId: of.rows,
});
const only = (of: SplitSpec, rows: number) =>
  Object.fromEntries(Object.keys(splitParams(of, rows)).map((name) => [name, splitValues(of)[name]!]));

describe('the form of a split', () => {
  it('holds values that fit their descriptions, by every method', () => {
    for (const method of splitMethods) {
      const of = withMethod(spec, method, 'y');
      expect(problems(splitParams(of, 100), only(of, 100)), method).toEqual({});
    }
  });

  it('gives back what was put in, and never a fold that is not there', () => {
    const folds = withMethod(spec, 'k-fold', 'y');
    const third = withValue(folds, 'fold', 5);
    expect(third.fold).toBe(4);
    expect(withValue(third, 'folds', 3).fold).toBe(2);
    expect(withValue(spec, 'column', 'x').column).toBe('x');
    expect(withValue(withValue(spec, 'column', 'x'), 'column', '').column).toBeNull();
    fc.assert(
      fc.property(fc.constantFrom(...splitMethods), fc.integer({ min: 2, max: 50 }), (method, n) => {
        let of = withMethod(spec, method, 'y');
        of = withValue(of, 'folds', n);
        for (const [name, value] of Object.entries(splitValues(of)))
          expect(withValue(of, name, value)).toEqual(of);
      }),
    );
  });

  it('offers classes in proportion only of classes, and groups only with groups', () => {
    expect(methodsFor('regression', [{ name: 'x', kind: 'number' }])).toEqual(['time', 'random', 'k-fold']);
    expect(methodsFor('binary', [{ name: 'g', kind: 'category' }])).toEqual([...splitMethods]);
  });
});

describe('what a split would give', () => {
  it('is what the split gives, test rows there are included', () => {
    const version = versionOf(table(50));
    const parts = triedSplit(version, spec);
    if (!(parts instanceof Uint8Array)) throw new Error('not tried');
    expect(countParts(parts)).toEqual({ train: 40, test: 10, gap: 0 });
    const again = triedSplit({ ...version, parts }, { ...withMethod(spec, 'random', 'y'), testShare: 0.5 });
    if (!(again instanceof Uint8Array)) throw new Error('not tried');
    for (let row = 0; row < 50; row++) if (parts[row] === part.test) expect(again[row]).toBe(part.test);
  });

  it('says why there is none', () => {
    const version = versionOf(table(50));
    expect(triedSplit(version, { ...spec, gapRows: 48 })).toMatch(/gap of 48/);
    expect(triedSplit(version, withMethod(spec, 'group', 'y'))).toMatch(/Choose a column/);
    expect(triedSplit(null, spec)).toBeNull();
  });

  it('counts by class, rows without an answer apart', () => {
    const parts = Uint8Array.of(0, 1, 2, 0, 1);
    expect(countByClass(parts, Float64Array.of(0, 0, 1, NaN, 1), 2)).toEqual([
      { train: 1, test: 1, gap: 0 },
      { train: 0, test: 1, gap: 1 },
      { train: 1, test: 0, gap: 0 },
    ]);
  });
});

describe('the picture of a split', () => {
  it('covers every row once, however many stretches', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ min: 0, max: 2, minLength: 1, maxLength: 500 }),
        fc.integer({ min: 1, max: 150 }),
        (parts, most) => {
          const cut = stretches(parts, most);
          expect(cut.length).toBe(Math.min(most, parts.length));
          let next = 0;
          let test = 0;
          for (const { from, to, counts } of cut) {
            expect(from).toBe(next);
            expect(to).toBeGreaterThan(from);
            expect(counts.train + counts.test + counts.gap).toBe(to - from);
            test += counts.test;
            next = to;
          }
          expect(next).toBe(parts.length);
          expect(test).toBe(countParts(parts).test);
        },
      ),
    );
  });

  it('names the runs where there are few, otherwise how they are spread', () => {
    expect(stripWords(Uint8Array.of(0, 0, 0, 2, 1, 1))).toBe(
      'In order: rows 1 to 3 for training, row 4 in neither, rows 5 to 6 for testing.',
    );
    const mixed = Uint8Array.from({ length: 100 }, (_, i) => (i % 5 === 0 ? 1 : 0));
    expect(stripWords(mixed)).toBe(
      '20 of 100 rows test. They are spread over the table: 2 to 2 in each stretch of 10 rows.',
    );
  });
});

describe('how test rows were chosen', () => {
  const split = firstSpec(null, 1);
  const parts = (text: string) => Uint8Array.from(text, (letter) => ({ t: 0, T: 1, g: 2 })[letter] ?? 255);

  it('is not said to be the latest rows once later ones are learnt from', () => {
    expect(splitNow(parts('tttgTT'), split, true)).toBe('The latest rows');
    expect(splitNow(parts('tttgTTttt'), split, true)).toBe(
      'the latest of the first 6 rows; rows that came with the stream later are learnt from',
    );
    expect(splitNow(parts('tttTTt'), split, false)).toBe(
      'the latest of the first 5 rows; rows that came later are learnt from',
    );
  });

  it('is the method’s name where rows are mixed', () => {
    expect(splitNow(parts('tTtTt'), split, true)).toBe('The latest rows');
    expect(splitNow(parts('tTtTt'), { ...split, method: 'random' }, true)).toBe('At random');
    expect(splitNow(parts('ttt'), split, true)).toBe('The latest rows');
  });
});
