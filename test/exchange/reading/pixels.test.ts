import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pictureHeader } from '../../../src/exchange/reading/pixels.ts';
import { greyPng } from './picture-files.ts';

const latin = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const join = (...parts: (Uint8Array | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

/** The least that says a format and a size of 300 × 5. */
const least = {
  jpeg: join(
    [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc2, 0, 8, 8, 0, 5, 1, 44, 0],
    [0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9],
  ),
  gif: join(latin('GIF89a'), [44, 1, 5, 0, 0, 0, 0, 0x3b]),
  'webp-lossy': join(latin('RIFF\x16\0\0\0WEBPVP8 \0\0\0\0'), [0, 0, 0, 0x9d, 1, 0x2a, 44, 1, 5, 0]),
  // 14 bits each of width − 1 and height − 1: 299 and 4.
  'webp-lossless': join(latin('RIFF\x16\0\0\0WEBPVP8L\0\0\0\0'), [0x2f, 0x2b, 0x01, 0x01, 0, 0, 0, 0, 0, 0]),
  'webp-extended': join(latin('RIFF\x16\0\0\0WEBPVP8X\0\0\0\0'), [0, 0, 0, 0, 43, 1, 0, 4, 0, 0]),
  'bmp-old': join(
    latin('BM'),
    new Uint8Array(8),
    [26, 0, 0, 0, 12, 0, 0, 0, 44, 1, 5, 0, 1, 0, 1, 0],
    new Uint8Array(200),
  ),
  bmp: join(
    latin('BM'),
    new Uint8Array(8),
    [54, 0, 0, 0, 40, 0, 0, 0, 44, 1, 0, 0, 0xfb, 0xff, 0xff, 0xff, 1, 0, 24, 0],
    new Uint8Array(24 + 900 * 5),
  ),
};

describe('the header of a picture', () => {
  it.each(Object.entries(least))('of %s says its size', (name, bytes) => {
    expect(pictureHeader(bytes)).toEqual({ mime: `image/${name.split('-')[0]}`, width: 300, height: 5 });
  });

  it.each(Object.entries(least))('of %s, cut off, is none', (_, bytes) => {
    for (let length = 0; length < bytes.length; length++)
      expect(pictureHeader(bytes.subarray(0, length))).toHaveProperty('why');
  });

  it('of PNG too', () => {
    const png = greyPng(300, 5, new Uint8Array(1500));
    expect(pictureHeader(png)).toEqual({ mime: 'image/png', width: 300, height: 5 });
    for (let length = 0; length < png.length; length++)
      expect(pictureHeader(png.subarray(0, length))).toHaveProperty('why');
    // What follows the end does not matter.
    expect(pictureHeader(join(png, [1, 2, 3]))).toHaveProperty('width', 300);
  });

  it('refuses pictures without pixels, and what is no picture', () => {
    expect(pictureHeader(join(latin('GIF89a'), [0, 0, 5, 0, 0, 0, 0, 0x3b]))).toEqual({
      why: 'it has no pixels',
    });
    expect(pictureHeader(latin('<svg></svg>'))).toHaveProperty('why', expect.stringContaining('no PNG'));
  });

  it('never throws, whatever the bytes', () => {
    const starts = [...Object.values(least), greyPng(2, 2, [1, 2, 3, 4])];
    fc.assert(
      fc.property(
        fc.constantFrom(...starts),
        fc.array(fc.tuple(fc.nat(100), fc.nat(255)), { maxLength: 6 }),
        fc.nat(100),
        (start, changes, length) => {
          const bytes = start.slice(0, Math.max(8, length));
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          const found = pictureHeader(bytes);
          if (!('why' in found)) expect(Math.min(found.width, found.height)).toBeGreaterThan(0);
        },
      ),
    );
  });
});
