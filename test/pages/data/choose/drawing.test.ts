import { describe, expect, it } from 'vitest';
import { marksPath } from '../../../../src/pages/data/choose/marks.ts';
import { generated, mostMade, scatters } from '../../../../src/pages/data/choose/scatter-view.ts';
import { movable, moved, numberParam } from '../../../../src/pages/data/choose/drift-view.ts';
import { datasets } from '../../../../src/core/datasets/index.ts';
import { defaults } from '../../../../src/core/params.ts';

const generators = datasets.all.flatMap((dataset) =>
  dataset.content.from === 'generator' ? [{ dataset, params: dataset.content.params }] : [],
);

describe('the preview of a generator', () => {
  it.each(generators.map((one) => [one.dataset.id, one] as const))(
    '%s: every row that is drawn lies inside, and belongs to a class',
    (_, { dataset, params }) => {
      const table = generated(dataset, defaults(params), 600, 1, []);
      if (!table) throw new Error('nothing was made');
      const parts = scatters(table, dataset.target);
      if (!parts) return expect(table.columns.filter(({ kind }) => kind === 'number').length).toBeLessThan(3);
      const [first, last] = parts;
      expect([first.from, first.to, last.from, last.to]).toEqual([0, 250, 350, 600]);
      for (const part of parts) {
        const places = part.classes.flatMap((one) => one.places);
        expect(places.length).toBeGreaterThan(0);
        expect(places.every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1)).toBe(true);
      }
    },
  );

  it('makes no million rows for a look', () => {
    const { dataset, params } = generators.find((one) => one.dataset.id === 'sea') ?? generators[0]!;
    expect(generated(dataset, defaults(params), 1_000_000, 1, [])?.rows).toBe(mostMade);
  });
});

describe('moves', () => {
  it('are of number settings only', () => {
    for (const { params } of generators)
      for (const name of movable(params)) expect(numberParam(params, name)?.default).toBeTypeOf('number');
    expect(numberParam({}, 'toString')).toBeNull();
    expect(moved({ atRow: 1, overRows: 0, to: { theta: 9 } })).toEqual(['theta', 9]);
  });
});

describe('marks', () => {
  it('differ in shape from class to class', () => {
    const paths = [0, 1, 2, 3].map((look) => marksPath([{ x: 1, y: 2 }], look, 0.5));
    expect(new Set(paths).size).toBe(4);
    expect(marksPath([], 0, 1)).toBe('');
    expect(marksPath([{ x: 0, y: 0 }], 9, 1)).toBe(marksPath([{ x: 0, y: 0 }], 3, 1));
  });
});
