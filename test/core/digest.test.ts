import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestBytes, digestTable } from '../../src/core/digest.ts';
import type { CategoryColumn, NumberColumn, Table } from '../../src/core/table.ts';

const numbers = (values: readonly number[], name = 'x'): NumberColumn => ({
  name,
  kind: 'number',
  values: Float64Array.from(values),
});
const words = (texts: readonly (string | null)[], levels: readonly string[], name = 'w'): CategoryColumn => ({
  name,
  kind: 'category',
  levels,
  codes: Int32Array.from(texts, (text) => (text === null ? -1 : levels.indexOf(text))),
});
const of = (...columns: Table['columns']): Table => {
  const [first] = columns;
  const rows = first ? (first.kind === 'category' ? first.codes.length : first.values.length) : 0;
  return { rows, columns };
};

const cells = fc.array(fc.option(fc.constantFrom('a', 'b', 'c', '', 'ab'), { nil: null }), {
  minLength: 1,
  maxLength: 20,
});

describe('digestBytes', () => {
  it('is SHA-256 (FIPS 180-4, "abc" and the empty message)', async () => {
    expect(await digestBytes(new TextEncoder().encode('abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(await digestBytes(new Uint8Array())).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  it('reads only the view that it is given', async () => {
    const whole = Uint8Array.of(9, 97, 98, 99, 9);
    expect(await digestBytes(whole.subarray(1, 4))).toBe(await digestBytes(Uint8Array.of(97, 98, 99)));
  });
});

describe('digestTable', () => {
  it('does not depend on the order of the dictionary or on levels without rows', async () => {
    await fc.assert(
      fc.asyncProperty(
        cells,
        fc.shuffledSubarray(['a', 'b', 'c', '', 'ab', 'never'], { minLength: 6 }),
        async (texts, levels) => {
          const plain = await digestTable(of(words(texts, ['', 'a', 'ab', 'b', 'c'])));
          expect(await digestTable(of(words(texts, levels)))).toBe(plain);
        },
      ),
    );
  });

  it('changes when any cell does', async () => {
    await fc.assert(
      fc.asyncProperty(cells, cells, async (one, other) => {
        const levels = ['a', 'b', 'c', '', 'ab'];
        const same = JSON.stringify(one) === JSON.stringify(other);
        const digests = [
          await digestTable(of(words(one, levels))),
          await digestTable(of(words(other, levels))),
        ];
        expect(digests[0] === digests[1]).toBe(same);
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double(), { minLength: 1, maxLength: 20 }),
        fc.nat(),
        fc.double(),
        async (values, at, value) => {
          const other = [...values];
          other[at % values.length] = value;
          const same = values.every((cell, i) => Object.is(cell, other[i]));
          expect((await digestTable(of(numbers(values)))) === (await digestTable(of(numbers(other))))).toBe(
            same,
          );
        },
      ),
    );
  });

  it('knows one NaN only', async () => {
    const odd = new Float64Array(1);
    new DataView(odd.buffer).setBigUint64(0, 0xfff8000000000001n, true);
    expect(await digestTable(of({ ...numbers([]), values: odd }))).toBe(
      await digestTable(of(numbers([NaN]))),
    );
  });

  it('counts names, kinds and order of the columns', async () => {
    const [a, b] = [numbers([1, 2], 'a'), numbers([3, 4], 'b')];
    const tables = [
      of(a, b),
      of(b, a),
      of(a),
      of(a, { ...b, name: 'c' }),
      of(a, { ...b, kind: 'integer' }),
      of(numbers([], 'a')),
      of(),
      of(words(['a', null], ['a'])),
      of(words([null, 'a'], ['a'])),
    ];
    const digests = await Promise.all(tables.map((table) => digestTable(table)));
    expect(new Set(digests).size).toBe(tables.length);
  });
});
