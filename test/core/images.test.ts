import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import {
  changePictures,
  contrast,
  imageOf,
  invert,
  noise,
  pictureAt,
  pixelColumns,
  rgbaOf,
  rotation,
} from '../../src/core/images.ts';
import { Random } from '../../src/core/random.ts';
import type { ImageShape } from '../../src/core/schema.ts';
import { grey, pictureTable } from './edits/pictures.ts';

const side = fc.integer({ min: 1, max: 9 });
const pictureOf = (shape: ImageShape): fc.Arbitrary<Float64Array> =>
  fc
    .array(fc.integer({ min: 0, max: shape.brightest }), {
      minLength: shape.width * shape.height * shape.channels,
      maxLength: shape.width * shape.height * shape.channels,
    })
    .map((values) => Float64Array.from(values));
const shapeAndPicture = fc
  .record({
    width: side,
    height: side,
    channels: fc.constantFrom(1 as const, 3 as const),
    brightest: fc.constantFrom(16, 255),
  })
  .chain((shape) => fc.tuple(fc.constant(shape), pictureOf(shape)));

const three = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);

describe('a picture of a table', () => {
  const { table, schema } = pictureTable([three, three.map((value) => value * 10)], grey(3, 3, 90));

  it('is found by the schema, between other columns', () => {
    expect(imageOf(table, schema, 1)).toEqual(Float64Array.of(10, 20, 30, 40, 50, 60, 70, 80, 90));
  });

  it('is the same for many rows, with the columns looked up once', () => {
    const columns = pixelColumns(table, schema);
    expect(columns.shape).toEqual(grey(3, 3, 90));
    for (const row of [0, 1]) expect(pictureAt(columns, row)).toEqual(imageOf(table, schema, row));
  });

  it('follows the order of the fields', () => {
    const fields = [...schema.fields].reverse();
    expect(imageOf(table, { ...schema, fields }, 0)).toEqual(three.slice().reverse());
  });

  it('is refused in words where there is none, or not one column for each pixel', () => {
    expect(() => imageOf(table, { ...schema, image: null }, 0)).toThrow(/hold no pictures/);
    expect(() => imageOf(table, { ...schema, image: grey(3, 4) }, 0)).toThrow(/needs 12 columns.*has 9/);
    const fields = schema.fields.map((field) => ({ ...field, kind: 'image' as const }));
    expect(() => imageOf(table, { ...schema, fields }, 0)).toThrow(/"label" is no column of numbers/);
    expect(() => imageOf({ rows: 0, columns: [] }, schema, 0)).toThrow(AppError);
  });

  it('becomes colours for a canvas', () => {
    expect([...rgbaOf(Float64Array.of(0, 8, NaN), grey(3, 1, 16))]).toEqual([
      0, 0, 0, 255, 128, 128, 128, 255, 0, 0, 0, 0,
    ]);
    const colour: ImageShape = { width: 1, height: 1, channels: 3, brightest: 1 };
    expect([...rgbaOf(Float64Array.of(1, 0, 0.2), colour)]).toEqual([255, 0, 51, 255]);
  });
});

describe('rotation', () => {
  it('turns anticlockwise', () => {
    expect([...rotation(grey(3, 3), 90)(three)]).toEqual([3, 6, 9, 2, 5, 8, 1, 4, 7]);
    expect([...rotation(grey(3, 3), -90)(three)]).toEqual([7, 4, 1, 8, 5, 2, 9, 6, 3]);
  });

  it('by 45° mixes four pixels and brings in black', () => {
    // The corner looks to a place √2 from the centre on an axis: beyond the edge, (√2 − 1) of the way out of the edge's pixel.
    const turned = rotation(grey(3, 3), 45)(new Float64Array(9).fill(100));
    expect(turned[4]).toBe(100);
    expect(turned[0]).toBeCloseTo(100 * (2 - Math.SQRT2), 10);
    const dot = rotation(grey(3, 3), 45)(Float64Array.of(0, 0, 0, 0, 0, 80, 0, 0, 0));
    const half = Math.SQRT1_2;
    expect(dot[2]).toBeCloseTo(80 * (2 - Math.SQRT2), 10);
    expect(dot[1]).toBeCloseTo(80 * half * (1 - half), 10);
    expect(dot[8]).toBeCloseTo(0, 10);
  });

  it('by 0 or 360 degrees changes nothing, by 180 reverses', () => {
    fc.assert(
      fc.property(shapeAndPicture, ([shape, picture]) => {
        expect(rotation(shape, 0)(picture)).toEqual(picture);
        expect(rotation(shape, -360)(picture)).toEqual(picture);
        if (shape.channels === 1) expect(rotation(shape, 180)(picture)).toEqual(picture.slice().reverse());
      }),
    );
  });

  it('four times by 90 degrees changes no square', () => {
    const square = shapeAndPicture.filter(([{ width, height }]) => width === height);
    fc.assert(
      fc.property(square, ([shape, picture]) => {
        const quarter = rotation(shape, 90);
        expect(quarter(quarter(quarter(quarter(picture))))).toEqual(picture);
      }),
    );
  });

  it('never gets brighter or darker than the picture', () => {
    fc.assert(
      fc.property(
        shapeAndPicture,
        fc.double({ min: -180, max: 180, noNaN: true }),
        ([shape, picture], angle) => {
          for (const value of rotation(shape, angle)(picture)) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(Math.max(...picture) + 1e-9);
          }
        },
      ),
    );
  });
});

describe('brightness', () => {
  it('inverted twice is what it was', () => {
    fc.assert(
      fc.property(shapeAndPicture, ([shape, picture]) => {
        expect(invert(shape)(invert(shape)(picture))).toEqual(picture);
      }),
    );
    expect([...invert(grey(2, 1, 16))(Float64Array.of(0, 12))]).toEqual([16, 4]);
  });

  it('contrast works around mid grey', () => {
    expect([...contrast(grey(3, 1, 16), 2)(Float64Array.of(8, 10, 0))]).toEqual([8, 12, -8]);
    expect([...contrast(grey(2, 1, 255), 0)(Float64Array.of(3, 250))]).toEqual([127.5, 127.5]);
  });

  it('noise has the deviation that was asked for, and is the same for one seed', () => {
    const shape = grey(100, 200, 255);
    const black = new Float64Array(20_000);
    const noisy = noise(shape, 0.2, new Random(1))(black);
    const mean = noisy.reduce((sum, value) => sum + value, 0) / noisy.length;
    const deviation = Math.sqrt(noisy.reduce((sum, value) => sum + (value - mean) ** 2, 0) / noisy.length);
    // Five standard errors of each.
    expect(Math.abs(mean)).toBeLessThan((5 * 51) / Math.sqrt(20_000));
    expect(Math.abs(deviation - 51)).toBeLessThan((5 * 51) / Math.sqrt(40_000));
    expect(noise(shape, 0.2, new Random(1))(black)).toEqual(noisy);
  });
});

describe('changed pictures', () => {
  const strong = (): ((pixels: Float64Array) => Float64Array) => contrast(grey(3, 3, 9), 3.3);

  it('are clamped, and stay whole numbers where they were whole', () => {
    for (const kind of ['integer', 'number'] as const) {
      const { table, schema } = pictureTable([three], grey(3, 3, 9), kind);
      const changed = imageOf(changePictures(table, schema, [0], strong), schema, 0);
      expect([...changed]).toEqual([0, 0, 0, 3, 6, 9, 9, 9, 9]);
    }
    const { table, schema } = pictureTable([three.map((value) => value / 10)], grey(3, 3, 1), 'number');
    const changed = changePictures(table, schema, [0], () => contrast(grey(3, 3, 1), 0.5));
    expect(imageOf(changed, schema, 0)[0]).toBeCloseTo(0.3, 12);
  });

  it('leave other rows, other columns and the table itself alone', () => {
    const { table, schema } = pictureTable([three, three, three], grey(3, 3, 9));
    const changed = changePictures(table, schema, [1], strong);
    expect(imageOf(changed, schema, 0)).toEqual(three);
    expect(imageOf(changed, schema, 2)).toEqual(three);
    expect(imageOf(changed, schema, 1)).not.toEqual(three);
    expect(imageOf(table, schema, 1)).toEqual(three);
    expect(changed.columns[0]).toBe(table.columns[0]);
    expect(changed.columns.map(({ name }) => name)).toEqual(table.columns.map(({ name }) => name));
  });

  it('keep missing pixels missing', () => {
    const { table, schema } = pictureTable([Float64Array.of(1, NaN, 3)], grey(3, 1, 9));
    const changed = imageOf(
      changePictures(table, schema, [0], (shape) => rotation(shape, 180)),
      schema,
      0,
    );
    expect([...changed]).toEqual([3, NaN, 1]);
  });
});
