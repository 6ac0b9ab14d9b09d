// Real pictures, made and decoded by the browser.

import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { isCategory, type Table } from '../../../src/core/table.ts';
import { readImages } from '../../../src/exchange/reading/images.ts';
import type { ReadResult } from '../../../src/exchange/reading/types.ts';

type Kind = 'image/png' | 'image/jpeg' | 'image/webp';

/** A black picture with a white square over its left upper quarter, or in colours. */
async function picture(kind: Kind, colour = 'white', size = 64): Promise<Blob> {
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext('2d')!;
  context.fillStyle = 'black';
  context.fillRect(0, 0, size, size);
  context.fillStyle = colour;
  context.fillRect(0, 0, size / 2, size / 2);
  return canvas.convertToBlob({ type: kind, quality: 0.95 });
}

const read = (files: Readonly<Record<string, Blob>>): Promise<ReadResult> =>
  readImages(
    {
      from: 'folder',
      name: 'pictures',
      files: Object.entries(files).map(([path, blob]) => ({ path, blob })),
    },
    {},
    { onProgress: () => undefined, signal: new AbortController().signal },
  );

function value(table: Table, row: number, name: string): number {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (!column || isCategory(column)) throw new Error(`no pixel ${name}`);
  return column.values[row]!;
}

describe('pictures in the browser', () => {
  it('are decoded, scaled and grey where they are grey', async () => {
    const { table, image, problems } = await read({
      'cats/1.png': await picture('image/png'),
      'cats/2.jpg': await picture('image/jpeg'),
      'dogs/3.webp': await picture('image/webp'),
    });
    expect(image).toEqual({ width: 32, height: 32, channels: 1, brightest: 255 });
    expect(table.rows).toBe(3);
    for (let row = 0; row < 3; row++) {
      expect(value(table, row, 'p3-3')).toBeGreaterThan(245);
      expect(value(table, row, 'p3-28')).toBeLessThan(10);
      expect(value(table, row, 'p28-3')).toBeLessThan(10);
    }
    expect(problems.filter(({ severity }) => severity === 'warning')).toEqual([]);
  });

  it('keep their colours', async () => {
    const { table, image } = await read({ '1.png': await picture('image/png', 'rgb(200, 100, 50)') });
    expect(image?.channels).toBe(3);
    expect(['r', 'g', 'b'].map((colour) => value(table, 0, `p2-2-${colour}`))).toEqual([200, 100, 50]);
  });

  it('that a camera turned are decoded upright', async () => {
    // A camera's note (Exif) that says: turn by a quarter, clockwise.
    const jpeg = new Uint8Array(await (await picture('image/jpeg')).arrayBuffer());
    const note = [
      0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0,
    ];
    const segment = [0xff, 0xe1, 0, note.length + 6, ...note, 0, 0, 0, 0];
    const turned = new Blob([Uint8Array.of(...jpeg.slice(0, 2), ...segment, ...jpeg.slice(2))]);
    const { table } = await read({ '1.jpg': turned });
    expect(value(table, 0, 'p3-28')).toBeGreaterThan(245);
    expect(value(table, 0, 'p3-3')).toBeLessThan(10);
  });

  it('with flipped bits and missing ends are listed, or read with other pixels, and never break the others', async () => {
    const good = await picture('image/png', 'white', 16);
    let state = 1;
    const next = (below: number): number => {
      state = (state * 48271) % 2147483647;
      return state % below;
    };
    for (const kind of ['image/png', 'image/jpeg', 'image/webp'] as const) {
      const bytes = new Uint8Array(await (await picture(kind, 'rgb(200, 100, 50)', 16)).arrayBuffer());
      const files: Record<string, Blob> = { 'good.png': good };
      for (let i = 0; i < 20; i++) {
        const bad = bytes.slice(0, i % 4 === 0 ? next(bytes.length) : bytes.length);
        if (i % 4 !== 0) bad[next(bad.length)]! ^= 1 << next(8);
        files[`bad-${i}`.concat(kind === 'image/jpeg' ? '.jpg' : kind === 'image/png' ? '.png' : '.webp')] =
          new Blob([bad]);
      }
      try {
        const { table, problems } = await read(files);
        const left = problems.filter(({ text }) => text.includes('was left out')).length;
        expect(table.rows + left).toBe(21);
        // A PNG's checksums let no change through.
        if (kind === 'image/png') expect(table.rows).toBe(1);
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
      }
    }
  });
});
