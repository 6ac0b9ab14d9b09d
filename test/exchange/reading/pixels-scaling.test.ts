import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greyOf, scalePicture, type DecodedPicture } from '../../../src/exchange/reading/pixels-scaling.ts';

const greyPicture = (width: number, height: number, values: ArrayLike<number>): DecodedPicture => ({
  width,
  height,
  rgba: Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : values[i >> 2]!,
  ),
});
const scaled = (picture: DecodedPicture, width: number, height: number): number[] => [
  ...greyOf(scalePicture(picture, width, height).rgb),
];

describe('scaled pictures', () => {
  it('have the mean of the area that each pixel covers', () => {
    expect(scaled(greyPicture(4, 2, [0, 100, 10, 20, 40, 60, 30, 40]), 2, 1)).toEqual([50, 25]);
    // Three to two: the middle one counts half on each side.
    expect(scaled(greyPicture(3, 1, [90, 60, 0]), 2, 1)).toEqual([80, 20]);
    expect(scaled(greyPicture(2, 1, [10, 40]), 3, 1)).toEqual([10, 25, 40]);
  });

  it('keep a stroke one pixel wide, however small they become', () => {
    const values = new Uint8Array(280 * 280);
    for (let y = 0; y < 280; y++) values[y * 280 + 137] = 255;
    const small = scaled(greyPicture(280, 280, values), 28, 28);
    for (let y = 0; y < 28; y++) expect(small[y * 28 + 13]).toBe(26);
  });

  it('have the values of the picture when the size stays, and its mean at any size', () => {
    const side = fc.integer({ min: 1, max: 12 });
    const picture = fc
      .tuple(side, side)
      .chain(([width, height]) =>
        fc.tuple(
          fc.constant(width),
          fc.constant(height),
          fc.array(fc.nat(255), { minLength: width * height, maxLength: width * height }),
        ),
      );
    const mean = (values: readonly number[]): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    fc.assert(
      fc.property(picture, side, side, ([width, height, values], toWidth, toHeight) => {
        expect(scaled(greyPicture(width, height, values), width, height)).toEqual(values);
        const other = scaled(greyPicture(width, height, values), toWidth, toHeight);
        expect(Math.abs(mean(other) - mean(values))).toBeLessThanOrEqual(0.5 + 1e-9);
      }),
    );
  });

  it('tell grey from coloured and transparent ones', () => {
    const of = (...rgba: number[]): DecodedPicture => ({
      width: 1,
      height: 1,
      rgba: Uint8ClampedArray.from(rgba),
    });
    expect(scalePicture(of(9, 12, 10, 255), 1, 1)).toMatchObject({ grey: true, transparent: false });
    expect(scalePicture(of(9, 90, 10, 255), 1, 1)).toMatchObject({ grey: false, transparent: false });
    expect(scalePicture(of(9, 9, 9, 254), 1, 1)).toMatchObject({ grey: true, transparent: true });
  });
});
