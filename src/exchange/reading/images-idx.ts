// IDX files, the form in which MNIST and its relatives come: all pictures in one file, all labels in another, both maybe packed with
// gzip. Format: a magic number (0, 0, type, number of dimensions), a big-endian length for each dimension, the bytes.

import type { Folder, FolderFile } from './folder.ts';
import { checkSize, type Picture } from './images-table.ts';
import type { Pace } from './pace.ts';
import { greyOf, scalePicture } from './pixels-scaling.ts';
import { grouped, refusal, shown, type Problems } from './problems.ts';
import { limits } from './types.ts';
import { gunzip, isGzip, UnpackingFailure } from './unpacking.ts';

const imagesName = /idx3[-_.]?ubyte(\.gz)?$/i;
const labelsName = /idx1[-_.]?ubyte(\.gz)?$/i;

export const isIdxName = (path: string): boolean => imagesName.test(path) || labelsName.test(path);
export const isIdxImages = (path: string): boolean => imagesName.test(path);

interface Idx {
  readonly lengths: readonly number[];
  readonly bytes: Uint8Array;
}

/** @throws AppError 'bad-file' naming the file and what is wrong. */
async function readIdx(folder: Folder, file: FolderFile, dimensions: number): Promise<Idx> {
  const wrong = (what: string, cause?: unknown): Error =>
    refusal(
      folder.name,
      `"${shown(file.path)}" cannot be read: ${what}.`,
      'Fetch or copy the file again.',
      cause,
    );
  let bytes: Uint8Array;
  try {
    bytes = await file.read();
    if (isGzip(bytes)) bytes = gunzip(bytes, limits.zipBytes);
  } catch (error) {
    if (error instanceof UnpackingFailure) throw wrong(error.message, error);
    throw error;
  }
  const header = 4 + 4 * dimensions;
  if (bytes.length < header || bytes[0] !== 0 || bytes[1] !== 0) throw wrong('it is no IDX file');
  if (bytes[2] !== 8) throw wrong('it holds other numbers than bytes, which are not supported');
  if (bytes[3] !== dimensions) throw wrong(`it has ${bytes[3]} dimensions instead of ${dimensions}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lengths = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const size = lengths.reduce((product, length) => product * length, 1);
  if (bytes.length !== header + size)
    throw wrong(`it should hold ${grouped(size)} values and holds ${grouped(bytes.length - header)}`);
  return { lengths, bytes: bytes.subarray(header) };
}

/** "train-images-idx3-ubyte.gz" and "train-labels-idx1-ubyte" are one pair. */
const pairName = (path: string): string =>
  path
    .toLowerCase()
    .replace(/\.gz$/, '')
    .replace(/images|labels/, '')
    .replace(/idx[13]/, '');

export interface IdxPictures {
  readonly pictures: Picture[];
  readonly width: number;
  readonly height: number;
}

/**
 * All pictures of all IDX files of a folder, in the order of the files, with one channel.
 * @param wanted the size to bring them to; null: that of the first file, at most `most` on a side.
 * @throws AppError 'bad-file' for a damaged file, or for labels that are not as many as the pictures.
 */
export async function readIdxPictures(
  folder: Folder,
  wanted: { readonly width: number; readonly height: number } | null,
  sizeFor: (width: number, height: number) => { width: number; height: number },
  problems: Problems,
  pace: Pace,
): Promise<IdxPictures> {
  const images = folder.files.filter(({ path }) => imagesName.test(path));
  const labels = folder.files.filter(({ path }) => labelsName.test(path));
  const pictures: Picture[] = [];
  let size = wanted;
  for (const file of images) {
    const { lengths, bytes } = await readIdx(folder, file, 3);
    const [count, height, width] = lengths as [number, number, number];
    if (count > 0 && width * height === 0)
      throw refusal(
        folder.name,
        `the pictures of "${shown(file.path)}" have no pixels.`,
        'Choose another file.',
      );
    size ??= sizeFor(width, height);
    checkSize(folder.name, pictures.length + count, { ...size, channels: 1 });
    const partner =
      labels.find(({ path }) => pairName(path) === pairName(file.path)) ??
      (labels.length === 1 && images.length === 1 ? labels[0] : undefined);
    const answers = partner ? (await readIdx(folder, partner, 1)).bytes : null;
    if (partner && answers!.length !== count)
      throw refusal(
        folder.name,
        `"${shown(file.path)}" holds ${grouped(count)} pictures and "${shown(partner.path)}" ${grouped(answers!.length)} labels.`,
        'Choose the two files that belong together.',
      );
    if (!partner)
      problems.add(
        'warning',
        `There is no file of labels for "${shown(file.path)}": its pictures have none.`,
        {
          count,
        },
      );
    for (let i = 0; i < count; i++) {
      const own = bytes.subarray(i * width * height, (i + 1) * width * height);
      pictures.push({
        pixels: width === size.width && height === size.height ? own : resized(own, width, height, size),
        label: answers ? String(answers[i]) : null,
        file: `${file.path} ${i + 1}`,
      });
      if (i % 256 === 0) {
        pace.rows = pictures.length;
        await pace.turn();
      }
    }
    pace.bytes += file.size;
  }
  return { pictures, ...(size ?? { width: 0, height: 0 }) };
}

function resized(
  grey: Uint8Array,
  width: number,
  height: number,
  size: { readonly width: number; readonly height: number },
): Uint8Array {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < grey.length; i++) rgba.fill(grey[i]!, i * 4, i * 4 + 3).fill(255, i * 4 + 3, i * 4 + 4);
  return greyOf(scalePicture({ width, height, rgba }, size.width, size.height).rgb);
}
