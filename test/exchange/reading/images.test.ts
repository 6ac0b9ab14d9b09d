import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { columnOf, isCategory, type Table } from '../../../src/core/table.ts';
import { labelsOf, readImages } from '../../../src/exchange/reading/images.ts';
import { isPictureName } from '../../../src/exchange/reading/picture-names.ts';
import {
  limits,
  type ReadOptions,
  type ReadProgress,
  type ReadResult,
  type Source,
} from '../../../src/exchange/reading/types.ts';
import { decodePng, folderOf, greyPng, quiet, writeIdx, writePng, type Bytes } from './picture-files.ts';
import { text, writeZip } from './zip-writer.ts';

const read = (source: Source, options: ReadOptions = {}): Promise<ReadResult> =>
  readImages(source, options, quiet(), decodePng);

const zipOf = (files: Readonly<Record<string, Uint8Array>>): Source => ({
  from: 'file',
  name: 'pictures.zip',
  blob: new Blob([writeZip(Object.entries(files).map(([path, bytes]) => ({ path, bytes })))]),
});

function texts(table: Table, name: string): (string | undefined)[] {
  const column = columnOf(table, name);
  if (!isCategory(column)) throw new Error(`${name} is no category`);
  return [...column.codes].map((code) => column.levels[code]);
}

const pixels = (table: Table, row: number): number[] =>
  table.columns
    .filter((column) => !isCategory(column))
    .map((column) => {
      if (isCategory(column)) throw new Error();
      return column.values[row]!;
    });

const said = (result: ReadResult): string => result.problems.map((problem) => problem.text).join('\n');

const [a, b, c] = [greyPng(2, 2, [0, 10, 20, 30]), greyPng(2, 2, [1, 2, 3, 4]), greyPng(2, 2, [9, 9, 9, 9])];

describe('a folder of pictures', () => {
  it('becomes one column per pixel, the label and the file, in the order of the paths', async () => {
    const files = { 'pets/dogs/10.png': c, 'pets/cats/1.png': b, 'pets/dogs/2.png': a };
    for (const source of [folderOf(files), zipOf(files)]) {
      const result = await read(source);
      expect(result.table.columns.map(({ name }) => name)).toEqual([
        'p0-0',
        'p0-1',
        'p1-0',
        'p1-1',
        'label',
        'file',
      ]);
      expect(result.kinds).toEqual(['image', 'image', 'image', 'image', 'category', 'identifier']);
      expect(result.image).toEqual({ width: 2, height: 2, channels: 1, brightest: 255 });
      expect(texts(result.table, 'label')).toEqual(['cats', 'dogs', 'dogs']);
      expect(texts(result.table, 'file')).toEqual(['pets/cats/1.png', 'pets/dogs/2.png', 'pets/dogs/10.png']);
      expect([0, 1, 2].map((row) => pixels(result.table, row))).toEqual([
        [1, 2, 3, 4],
        [0, 10, 20, 30],
        [9, 9, 9, 9],
      ]);
      expect(result).toMatchObject({ format: 'images', dialect: null, guesses: [] });
      expect(result.problems.filter(({ severity }) => severity === 'warning')).toEqual([]);
    }
  });

  it('labels by the innermost folder below what all share', () => {
    expect(labelsOf(['x/cats/1', 'x/dogs/2'])).toEqual(['cats', 'dogs']);
    expect(labelsOf(['train/cats/1', 'test/dogs/2'])).toEqual(['cats', 'dogs']);
    expect(labelsOf(['x/1', 'x/2'])).toEqual([null, null]);
    expect(labelsOf(['1', '2'])).toEqual([null, null]);
    expect(labelsOf(['1', 'cats/2'])).toEqual([null, 'cats']);
    expect(labelsOf(['__proto__/1', 'constructor/2'])).toEqual(['__proto__', 'constructor']);
  });

  it('has no label without folders, and says so', async () => {
    const result = await read(folderOf({ 'x/1.png': a, 'x/2.png': b }));
    expect(result.table.columns.map(({ name }) => name)).not.toContain('label');
    expect(said(result)).toContain('have no labels');
    const some = await read(folderOf({ '1.png': a, 'cats/2.png': b }));
    expect(texts(some.table, 'label')).toEqual([undefined, 'cats']);
    expect(said(some)).toContain('no folder of their own');
  });

  it('reads a single picture', async () => {
    const result = await read({ from: 'file', name: 'one.png', blob: new Blob([a]) });
    expect(pixels(result.table, 0)).toEqual([0, 10, 20, 30]);
  });

  it('takes colours where any picture has some, one column for each', async () => {
    const colour = writePng(1, 1, [255, 0, 40, 255]);
    const result = await read(folderOf({ '1.png': greyPng(1, 1, [7]), '2.png': colour }));
    expect(result.image?.channels).toBe(3);
    expect(result.table.columns.slice(0, 3).map(({ name }) => name)).toEqual(['p0-0-r', 'p0-0-g', 'p0-0-b']);
    expect([pixels(result.table, 0), pixels(result.table, 1)]).toEqual([
      [7, 7, 7],
      [255, 0, 40],
    ]);
    const grey = await read(folderOf({ '2.png': colour }), { image: { width: 1, height: 1, channels: 1 } });
    expect(pixels(grey.table, 0)).toEqual([Math.round(0.299 * 255 + 0.114 * 40)]);
  });

  it('brings all to the size of the first, at most 32, and says what it stretched', async () => {
    const result = await read(
      folderOf({
        '1.png': greyPng(64, 32, new Uint8Array(2048).fill(50)),
        '2.png': greyPng(2, 2, [0, 0, 200, 200]),
      }),
    );
    expect(result.image).toMatchObject({ width: 32, height: 16 });
    expect(said(result)).toContain('stretched');
    expect(pixels(result.table, 1)[0]).toBe(0);
    expect(pixels(result.table, 1).at(-1)).toBe(200);
    const chosen = await read(folderOf({ '2.png': greyPng(2, 2, [0, 0, 200, 100]) }), {
      image: { width: 1, height: 1, channels: 1 },
    });
    expect(pixels(chosen.table, 0)).toEqual([75]);
  });

  it('lays what is transparent on white', async () => {
    const result = await read(folderOf({ '1.png': writePng(2, 1, [9, 9, 9, 0, 0, 0, 0, 51]) }));
    expect(pixels(result.table, 0)).toEqual([255, 204]);
    expect(said(result)).toContain('laid on white');
  });
});

describe('bad pictures', () => {
  it('are left out and listed by their path', async () => {
    const flipped = a.slice();
    flipped[45]! ^= 4;
    const result = await read(
      zipOf({
        'cats/1.png': a,
        'cats/2.png': flipped,
        'cats/3.png': a.slice(0, a.length - 9),
        'dogs/<b>4</b>.png': text('<svg></svg>'),
        'dogs/5.jpg': Uint8Array.of(0xff, 0xd8, 0xff),
        'dogs/6.png': b,
        'dogs/notes.txt': text('hello'),
        '.DS_Store': text('x'),
        '__MACOSX/cats/._1.png': text('x'),
      }),
    );
    expect(texts(result.table, 'file')).toEqual(['cats/1.png', 'dogs/6.png']);
    const warnings = result.problems
      .filter(({ severity }) => severity === 'warning')
      .map((problem) => problem.text);
    expect(warnings).toEqual([
      'The picture "cats/2.png" was left out: it is damaged (wrong checksum).',
      'The picture "cats/3.png" was left out: it is cut off or damaged.',
      'The picture "dogs/<b>4</b>.png" was left out: it is no PNG, JPEG, GIF, WebP or BMP picture.',
      'The picture "dogs/5.jpg" was left out: it is cut off or damaged.',
    ]);
    expect(result.problems.find((problem) => problem.text.includes('notes.txt'))?.count).toBe(1);
    expect(said(result)).not.toContain('DS_Store');
  });

  it('inside a zip file with a wrong checksum, or refused by the decoder, too', async () => {
    const zip = writeZip([
      { path: 'cats/1.png', bytes: a, crc: 5 },
      { path: 'dogs/2.png', bytes: b },
      { path: '../3.png', bytes: c },
    ]);
    const result = await read({ from: 'file', name: 'a.zip', blob: new Blob([zip]) });
    expect(texts(result.table, 'file')).toEqual(['dogs/2.png']);
    expect(said(result)).toContain('"cats/1.png" was left out: its contents are damaged (wrong checksum)');
    expect(said(result)).toContain(
      '"../3.png" in the zip file was left out: its name leads out of the folder',
    );

    const picky: typeof decodePng = async (bytes, mime) => {
      if (bytes.length === b.length && bytes.every((byte, i) => byte === b[i])) throw new Error('no');
      return decodePng(bytes, mime);
    };
    const some = await readImages(folderOf({ '1.png': a, '2.png': b }), {}, quiet(), picky);
    expect(said(some)).toContain('"2.png" was left out: the browser cannot decode it');
    const lying: typeof decodePng = async () => ({ width: 9, height: 2, rgba: new Uint8ClampedArray(72) });
    await expect(readImages(folderOf({ '1.png': a }), {}, quiet(), lying)).rejects.toThrow('another size');
  });

  it('that are all bad, or none at all, are a refusal', async () => {
    await expect(read(folderOf({ 'x/1.png': 'no picture', 'x/2.png': '' }))).rejects.toThrow(
      /"pictures": none of its 2 pictures can be read. "x\/1.png": it is no PNG.*Nothing was imported/,
    );
    await expect(read(folderOf({ 'x/readme.txt': 'hello' }))).rejects.toThrow(/there are no pictures/);
    await expect(read(folderOf({}))).rejects.toThrow(AppError);
    await expect(read({ from: 'text', name: 'paste', text: 'a' })).rejects.toThrow(/holds no files/);
    await expect(
      read({ from: 'file', name: 'a.zip', blob: new Blob([text('PK\x03\x04 and no more')]) }),
    ).rejects.toThrow(/no zip file/);
  });

  it('larger than the limits are left out before they are decoded', async () => {
    const huge = greyPng(1, 1, [0]);
    new DataView(huge.buffer).setUint32(16, 100_000);
    const decoded: string[] = [];
    const watching: typeof decodePng = async (bytes, mime) => {
      decoded.push(mime);
      return decodePng(bytes, mime);
    };
    // With a checksum that fits the lie.
    const honest = writePng(5000, 1, new Uint8Array(20_000));
    const result = await readImages(
      folderOf({ '1.png': huge, '2.png': honest, '3.png': a }),
      {},
      quiet(),
      watching,
    );
    expect(decoded).toHaveLength(1);
    expect(said(result)).toContain('5,000 × 1 pixels; 4,096 × 4,096 are the most');
    expect(result.table.rows).toBe(1);
  });

  it('of a size that no table holds are refused before anything is read', async () => {
    await expect(
      read(folderOf({ '1.png': a }), { image: { width: 200, height: 200, channels: 1 } }),
    ).rejects.toThrow(/40,000 numbers each.*10,000 columns/);
    const many = Object.fromEntries(Array.from({ length: 6100 }, (_, i) => [`${i}.png`, a]));
    await expect(read(folderOf(many), { image: { width: 99, height: 100, channels: 1 } })).rejects.toThrow(
      /6,100 pictures of 99 × 100 are more than 60,000,000 cells/,
    );
    const files = Object.fromEntries(
      Array.from({ length: limits.zipEntries + 1 }, (_, i) => [`${i}.png`, '']),
    );
    await expect(read(folderOf(files))).rejects.toThrow(/20001 files/);
  });

  it('stop at once on the signal', async () => {
    const controller = new AbortController();
    const source = folderOf(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${i}.png`, a])));
    let decoded = 0;
    const stopping: typeof decodePng = async (bytes, mime) => {
      if (++decoded === 10) controller.abort();
      return decodePng(bytes, mime);
    };
    const reading = readImages(
      source,
      {},
      { onProgress: () => undefined, signal: controller.signal },
      stopping,
    );
    await expect(reading).rejects.toMatchObject({ code: 'aborted' });
    expect(decoded).toBeLessThan(20);
  });

  it('report progress', async () => {
    const seen: ReadProgress[] = [];
    const source = folderOf({ '1.png': a, '2.png': b });
    await readImages(
      source,
      {},
      { onProgress: (progress) => seen.push(progress), signal: new AbortController().signal },
      decodePng,
    );
    expect(seen.at(-1)).toEqual({
      bytes: a.length + b.length,
      totalBytes: a.length + b.length,
      rows: 2,
      doing: 'making columns',
    });
  });
});

describe('mutated pictures', () => {
  const runs = process.env['FUZZ'] === '1' ? 500 : 60;
  it('are listed and left out, and the others are read', async () => {
    const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(place, fc.nat(7)), { minLength: 1, maxLength: 3 }),
        async (flips) => {
          const bad = a.slice();
          for (const [at, bit] of flips) bad[Math.floor(at * bad.length)]! ^= 1 << bit;
          const result = await read(folderOf({ 'cats/1.png': bad, 'dogs/2.png': b }));
          const same = bad.every((byte, i) => byte === a[i]);
          expect(texts(result.table, 'file')).toEqual(same ? ['cats/1.png', 'dogs/2.png'] : ['dogs/2.png']);
          expect(said(result).includes('"cats/1.png" was left out')).toBe(!same);
        },
      ),
      { numRuns: runs },
    );
  });
});

describe('IDX files', () => {
  const images = (packed = false): Bytes =>
    writeIdx([2, 2, 3], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 255], packed);
  const labels = writeIdx([2], [7, 3], true);

  it('are read with their labels, packed or not, from a folder or a zip file', async () => {
    const files = { 'm/train-images-idx3-ubyte.gz': images(true), 'm/train-labels-idx1-ubyte.gz': labels };
    for (const source of [folderOf(files), zipOf(files)]) {
      const result = await read(source);
      expect(result.image).toEqual({ width: 3, height: 2, channels: 1, brightest: 255 });
      expect(pixels(result.table, 1)).toEqual([6, 7, 8, 9, 10, 255]);
      expect(texts(result.table, 'label')).toEqual(['7', '3']);
      expect(texts(result.table, 'file')[1]).toBe('m/train-images-idx3-ubyte.gz 2');
    }
  });

  it('pair by their names, follow one another, and may be scaled', async () => {
    const result = await read(
      folderOf({
        'train-images.idx3-ubyte': images(),
        'train-labels.idx1-ubyte': labels,
        't10k-images.idx3-ubyte': images(),
        't10k-labels.idx1-ubyte': writeIdx([2], [1, 2]),
      }),
      { image: { width: 1, height: 2, channels: 3 } },
    );
    expect(texts(result.table, 'label')).toEqual(['1', '2', '7', '3']);
    expect(pixels(result.table, 0)).toEqual([1, 1, 1, 4, 4, 4]);
  });

  it('without labels say so', async () => {
    const result = await read({ from: 'file', name: 'a-idx3-ubyte', blob: new Blob([images()]) });
    expect(said(result)).toContain('no file of labels');
    expect(result.table.columns.map(({ name }) => name)).not.toContain('label');
  });

  it.each<[string, Bytes, Bytes, RegExp]>([
    ['with fewer labels than pictures', images(), writeIdx([1], [7]), /holds 2 pictures and .* 1 labels/],
    ['cut off', images().slice(0, 20), labels, /should hold 12 values and holds 4/],
    ['too long', new Uint8Array([...images(), 1]), labels, /should hold 12 values and holds 13/],
    ['of another type', images().with(2, 13), labels, /other numbers than bytes/],
    ['of other dimensions', writeIdx([12], new Uint8Array(12)), labels, /1 dimensions instead of 3/],
    ['that claim to be huge', writeIdx([4e9, 4e9, 4e9], []), labels, /should hold/],
    ['with a damaged packing', images(true).with(20, 99), labels, /damaged|holds/],
    ['with a cut packing', images(true).slice(0, 30), labels, /packed contents|unpacks to|holds/],
    ['without pixels', writeIdx([2, 0, 3], []), labels, /have no pixels/],
    ['without pictures', writeIdx([0, 2, 3], []), writeIdx([0], []), /hold no pictures/],
  ])('%s are refused', async (_, pictures, answers, why) => {
    const source = folderOf({ 'train-images-idx3-ubyte': pictures, 'train-labels-idx1-ubyte': answers });
    await expect(read(source)).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringMatching(why),
    });
  });
});

it('knows pictures by their names', () => {
  expect(
    ['a.PNG', 'x/b.jpeg', 'train-images-idx3-ubyte.gz', 'train-labels.idx1-ubyte'].every(isPictureName),
  ).toBe(true);
  expect(['a.csv', 'png', 'b.zip', 'c.svg'].some(isPictureName)).toBe(false);
});
