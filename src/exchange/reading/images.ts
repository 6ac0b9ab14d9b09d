// Folders and zip files of pictures, as a table with one column per pixel. Pictures are decoded a few at a time, brought to one size at
// once, and never held in full.

import type { ImageShape } from '../../core/schema.ts';
import { openFolder, type Folder, type FolderFile } from './folder.ts';
import { decodeInBrowser, type Decode } from './images-decoding.ts';
import { isIdxImages, isIdxName, readIdxPictures } from './images-idx.ts';
import { isPictureName } from './picture-names.ts';
import { checkSize, tableOfPictures, type Picture } from './images-table.ts';
import { Pace } from './pace.ts';
import { greyOf, scalePicture, type DecodedPicture } from './pixels-scaling.ts';
import { pictureHeader } from './pixels.ts';
import { grouped, Problems, refusal, shown } from './problems.ts';
import type { ReadCallbacks, ReadOptions, ReadResult, Source } from './types.ts';
import { UnpackingFailure } from './unpacking.ts';

/** Longest side unless a size is chosen. */
const defaultSide = 32;
const largestSide = 4096;
const largestFile = 32 * 1024 * 1024;
/** Files that are decoded at the same time, unless they have more pixels than that together. */
const atOnce = 8;
const pixelsAtOnce = 16_000_000;
/** Damaged files that are named; the others are counted. */
const named = 50;

interface Scaled {
  readonly rgb: Uint8Array;
  readonly file: string;
}

/**
 * Reads a folder or zip file of PNG, JPEG, GIF, WebP or BMP pictures, or of IDX files (MNIST), or a single one of them.
 * Columns: `p{row}-{column}`, in colour with `-r`, `-g`, `-b` (0 to 255, kind `image`); `label`, the innermost folder's name, if the
 * pictures lie in several; `file` (identifier). Rows by path. Damaged pictures are left out and listed.
 * @param decode for tests without a browser.
 * @throws AppError 'bad-file' when nothing can be read or a limit is passed, 'aborted' on the signal.
 */
export async function readImages(
  source: Source,
  options: ReadOptions,
  callbacks: ReadCallbacks,
  decode: Decode = decodeInBrowser,
): Promise<ReadResult> {
  const folder = await openFolder(source);
  const problems = new Problems();
  const pace = new Pace(
    callbacks,
    folder.files.reduce((sum, { size }) => sum + size, 0),
  );
  for (const { path, why } of folder.ignored)
    problems.add('warning', `"${shown(path)}" in the zip file was left out: ${why}.`);

  const wanted = options.image ?? null;
  const idx = folder.files.some(({ path }) => isIdxImages(path));
  const files = folder.files.filter(({ path }) => (idx ? isIdxName(path) : isPictureName(path)));
  const others = folder.files.filter((file) => !files.includes(file));
  if (others.length > 0)
    problems.add(
      'note',
      `Files that are no pictures were left out: "${shown(others[0]!.path)}"${others.length > 1 ? ' and others' : ''}.`,
      { count: others.length },
    );
  if (files.length === 0)
    throw refusal(
      folder.name,
      'there are no pictures in it.',
      'Drop a folder or zip file with PNG, JPEG, GIF, WebP, BMP or IDX files.',
    );

  let pictures: Picture[];
  let shape: ImageShape;
  if (idx) {
    const found = await readIdxPictures(folder, wanted, defaultSize, problems, pace);
    shape = { width: found.width, height: found.height, channels: wanted?.channels ?? 1, brightest: 255 };
    pictures =
      shape.channels === 1
        ? found.pictures
        : found.pictures.map((picture) => ({ ...picture, pixels: tripled(picture.pixels) }));
  } else {
    const found = await readPictureFiles(folder, files, wanted, decode, problems, pace);
    shape = { width: found.width, height: found.height, channels: found.channels, brightest: 255 };
    const labels = labelsOf(found.scaled.map(({ file }) => file));
    pictures = found.scaled.map(({ rgb, file }, i) => ({
      pixels: shape.channels === 1 ? greyOf(rgb) : rgb,
      label: labels[i]!,
      file,
    }));
  }
  if (pictures.length === 0) throw refusal(folder.name, 'its files hold no pictures.', 'Choose other files.');
  checkSize(folder.name, pictures.length, shape);
  noteLabels(pictures, problems);
  if (!wanted)
    problems.add(
      'note',
      `All pictures have ${shape.width} × ${shape.height} pixels${shape.channels === 1 ? ' in grey' : ' in colour'} now, ` +
        `after the first one (longest side at most ${defaultSide}). Another size can be chosen.`,
      { count: pictures.length },
    );
  pace.doing = 'making columns';
  pace.rows = pictures.length;
  pace.report();
  const { table, kinds } = tableOfPictures(pictures, shape);
  pace.check();
  return {
    name: folder.name,
    format: 'images',
    table,
    kinds,
    image: shape,
    dialect: null,
    guesses: [],
    problems: problems.list(),
    bytes: folder.bytes,
  };
}

/** The size of the first picture, its longest side at most 32, in its proportion. */
function defaultSize(width: number, height: number): { width: number; height: number } {
  const factor = Math.min(1, defaultSide / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * factor)),
    height: Math.max(1, Math.round(height * factor)),
  };
}

interface PictureFiles {
  readonly scaled: Scaled[];
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
}

async function readPictureFiles(
  folder: Folder,
  files: readonly FolderFile[],
  wanted: NonNullable<ReadOptions['image']> | null,
  decode: Decode,
  problems: Problems,
  pace: Pace,
): Promise<PictureFiles> {
  const scaled: Scaled[] = [];
  let size: { width: number; height: number } | null = wanted;
  let [left, coloured, transparent, stretched] = [0, false, 0, 0];
  let why = '';
  if (size) checkSize(folder.name, files.length, { ...size, channels: wanted?.channels ?? 1 });
  const leaveOut = (path: string, reason: string): void => {
    why ||= `"${shown(path)}": ${reason}`;
    if (++left <= named) problems.add('warning', `The picture "${shown(path)}" was left out: ${reason}.`);
    else problems.add('warning', 'More pictures were left out, which are not named here.');
  };
  for (let from = 0; from < files.length; from += atOnce) {
    await pace.turn();
    const opened = await Promise.all(files.slice(from, from + atOnce).map(openPicture));
    const large = opened.reduce((sum, { pixels }) => sum + pixels, 0) > pixelsAtOnce;
    const started = opened.map((file) => () => decodeOpened(file, decode));
    const running = large ? null : started.map((start) => start());
    for (let i = 0; i < opened.length; i++) {
      const { path } = opened[i]!.file;
      const picture = await (running ? running[i]! : started[i]!());
      pace.bytes += opened[i]!.file.size;
      if ('why' in picture) {
        leaveOut(path, picture.why);
        continue;
      }
      if (!size) {
        size = defaultSize(picture.width, picture.height);
        checkSize(folder.name, files.length, { ...size, channels: 1 });
      }
      const result = scalePicture(picture, size.width, size.height);
      if (result.transparent) transparent++;
      if (
        Math.abs(picture.width * size.height - picture.height * size.width) >
        Math.max(picture.width, picture.height)
      )
        stretched++;
      if (!result.grey && !coloured && !wanted)
        checkSize(folder.name, files.length, { ...size, channels: 3 });
      coloured ||= !result.grey;
      scaled.push({ rgb: result.rgb, file: path });
      pace.rows = scaled.length;
    }
  }
  if (!size || scaled.length === 0)
    throw refusal(
      folder.name,
      `none of its ${grouped(files.length)} pictures can be read. ${why}.`,
      'Fetch or copy the files again, or save them anew as PNG.',
    );
  if (transparent > 0)
    problems.add('note', 'Pictures with transparent parts were laid on white.', { count: transparent });
  if (stretched > 0)
    problems.add('warning', 'Pictures with other proportions were stretched to the common size.', {
      count: stretched,
    });
  return { scaled, ...size, channels: wanted?.channels ?? (coloured ? 3 : 1) };
}

interface Opened {
  readonly file: FolderFile;
  readonly pixels: number;
  /** Why it is left out, or what to decode. */
  readonly content:
    | { readonly why: string }
    | {
        readonly bytes: Uint8Array<ArrayBuffer>;
        readonly mime: string;
        readonly width: number;
        readonly height: number;
      };
}

async function openPicture(file: FolderFile): Promise<Opened> {
  const leave = (why: string): Opened => ({ file, pixels: 0, content: { why } });
  if (file.size > largestFile) return leave(`it has more than ${largestFile / 1024 / 1024} MB`);
  try {
    const bytes = await file.read();
    const header = pictureHeader(bytes);
    if ('why' in header) return leave(header.why);
    const { mime, width, height } = header;
    if (width > largestSide || height > largestSide)
      return leave(
        `it has ${grouped(width)} × ${grouped(height)} pixels; ${grouped(largestSide)} × ${grouped(largestSide)} are the most`,
      );
    return { file, pixels: width * height, content: { bytes, mime, width, height } };
  } catch (error) {
    if (error instanceof UnpackingFailure) return leave(error.message);
    throw error;
  }
}

async function decodeOpened({ content }: Opened, decode: Decode): Promise<DecodedPicture | { why: string }> {
  if ('why' in content) return content;
  let picture: DecodedPicture;
  try {
    picture = await decode(content.bytes, content.mime);
  } catch {
    return { why: 'the browser cannot decode it; it is probably damaged' };
  }
  const { width, height } = content;
  // A camera's note may turn a picture by a quarter.
  const same =
    (picture.width === width && picture.height === height) ||
    (picture.width === height && picture.height === width);
  return same ? picture : { why: 'it has another size than it says' };
}

const tripled = (grey: Uint8Array): Uint8Array =>
  Uint8Array.from({ length: grey.length * 3 }, (_, i) => grey[Math.floor(i / 3)]!);

/** Name of the innermost folder, below the folders that all pictures share; null where there is none. */
export function labelsOf(paths: readonly string[]): (string | null)[] {
  const folders = paths.map((path) => path.split('/').slice(0, -1));
  let shared = 0;
  while (folders.every((parts) => parts.length > shared && parts[shared] === folders[0]![shared])) shared++;
  return folders.map((parts) => (parts.length > shared ? parts.at(-1)! : null));
}

function noteLabels(pictures: readonly Picture[], problems: Problems): void {
  const without = pictures.reduce((sum, { label }) => sum + (label === null ? 1 : 0), 0);
  if (without === pictures.length)
    problems.add(
      'note',
      'The pictures have no labels. Put them into one folder for each label, as in cats/1.png and dogs/1.png, to have some.',
      { count: without },
    );
  else if (without > 0)
    problems.add('warning', 'Pictures that lie in no folder of their own have no label.', {
      column: 'label',
      count: without,
    });
}
