// Pictures that lie in a table as one number per pixel: all fields of kind `image` together, row by row, in red, green and blue
// one after the other where there are three channels. Values go from 0 (black) to `brightest`; a missing pixel is NaN.

import { AppError } from './errors.ts';
import type { Random } from './random.ts';
import type { ImageShape, TableSchema } from './schema.ts';
import { isCategory, type NumberColumn, type Table } from './table.ts';

/** Changes one picture: from its values to new ones, in the table's unit. Never in place. */
export type PictureChange = (pixels: Float64Array) => Float64Array;

/** How many numbers a picture is: width × height × channels. */
const imageSize = ({ width, height, channels }: ImageShape): number => width * height * channels;

/** The picture's columns in its order, with their places among the table's columns. */
export interface PixelColumns {
  readonly shape: ImageShape;
  readonly columns: readonly NumberColumn[];
  readonly places: readonly number[];
}

/**
 * @throws AppError 'bad-input' when the schema has no picture, or not one number column for each of its pixels.
 */
export function pixelColumns(table: Table, schema: TableSchema): PixelColumns {
  const shape = schema.image;
  if (!shape)
    throw new AppError(
      'bad-input',
      'These data hold no pictures. Nothing was changed. Open a set of pictures first.',
    );
  const byName = new Map(table.columns.map((column, place) => [column.name, place]));
  const columns: NumberColumn[] = [];
  const places: number[] = [];
  for (const field of schema.fields) {
    if (field.kind !== 'image') continue;
    const place = byName.get(field.name) ?? -1;
    const column = table.columns[place];
    if (!column || isCategory(column))
      throw new AppError(
        'bad-input',
        `The pixel "${field.name}" is no column of numbers. Nothing was changed. Give it another kind in the schema.`,
      );
    columns.push(column);
    places.push(place);
  }
  if (columns.length !== imageSize(shape))
    throw new AppError(
      'bad-input',
      `A picture of ${shape.width} × ${shape.height} with ${shape.channels} channel(s) needs ${imageSize(shape)} columns of pixels; ` +
        `the schema has ${columns.length}. Nothing was changed. Correct the kinds of the columns.`,
    );
  return { shape, columns, places };
}

/**
 * The picture of a row, `imageSize` numbers in the table's unit.
 * @throws AppError 'bad-input' as `pixelColumns`. For many rows, look the columns up once and use `pictureAt`.
 */
export const imageOf = (table: Table, schema: TableSchema, row: number): Float64Array =>
  pictureAt(pixelColumns(table, schema), row);

export function pictureAt({ columns }: PixelColumns, row: number): Float64Array {
  const pixels = new Float64Array(columns.length);
  for (let i = 0; i < columns.length; i++) pixels[i] = columns[i]!.values[row] ?? NaN;
  return pixels;
}

/** A picture for a canvas: red, green, blue and opacity per pixel, 0 to 255. Missing pixels are transparent. */
export function rgbaOf(pixels: Float64Array, shape: ImageShape): Uint8ClampedArray<ArrayBuffer> {
  const { width, height, channels, brightest } = shape;
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel++) {
    let missing = false;
    for (let c = 0; c < 3; c++) {
      const value = pixels[pixel * channels + (channels === 3 ? c : 0)]!;
      missing ||= Number.isNaN(value);
      rgba[pixel * 4 + c] = (value / brightest) * 255;
    }
    rgba[pixel * 4 + 3] = missing ? 0 : 255;
  }
  return rgba;
}

/** Cosine and sine, exact at quarter turns. */
function direction(degrees: number): [number, number] {
  const turn = ((degrees % 360) + 360) % 360;
  if (turn % 90 === 0)
    return (
      [
        [1, 0],
        [0, 1],
        [-1, 0],
        [0, -1],
      ] as [number, number][]
    )[turn / 90]!;
  const angle = (turn * Math.PI) / 180;
  return [Math.cos(angle), Math.sin(angle)];
}

/**
 * Turns pictures anticlockwise about their centre. Every pixel looks up where it comes from and mixes the four pixels round that place
 * (bilinear interpolation); what comes from outside is black.
 */
export function rotation(shape: ImageShape, degrees: number): PictureChange {
  const { width, height, channels } = shape;
  const [cos, sin] = direction(degrees);
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  // The same four places and weights for every picture; a weight of 0 stands for a place outside.
  const places = new Int32Array(width * height * 4);
  const weights = new Float64Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [right, down] = [x - middleX, y - middleY];
      const fromX = middleX + cos * right - sin * down;
      const fromY = middleY + sin * right + cos * down;
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)];
      for (let corner = 0; corner < 4; corner++) {
        const [atX, atY] = [left + (corner & 1), top + (corner >> 1)];
        if (atX < 0 || atY < 0 || atX >= width || atY >= height) continue;
        const i = (y * width + x) * 4 + corner;
        places[i] = atY * width + atX;
        weights[i] = (1 - Math.abs(fromX - atX)) * (1 - Math.abs(fromY - atY));
      }
    }
  return (pixels) => {
    const turned = new Float64Array(pixels.length);
    for (let pixel = 0; pixel < width * height; pixel++)
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let i = pixel * 4; i < pixel * 4 + 4; i++)
          // A missing pixel must not reach places to which it contributes nothing.
          if (weights[i] !== 0) sum += weights[i]! * pixels[places[i]! * channels + c]!;
        turned[pixel * channels + c] = sum;
      }
    return turned;
  };
}

/** Adds a normal number to every value: `deviation` as a share of the brightest. Not clamped. */
export const noise =
  ({ brightest }: ImageShape, deviation: number, random: Random): PictureChange =>
  (pixels) =>
    pixels.map((value) => value + deviation * brightest * random.normal());

/** Moves values away from mid grey (factor above 1) or towards it (below 1). Not clamped. */
export function contrast({ brightest }: ImageShape, factor: number): PictureChange {
  const middle = brightest / 2;
  return (pixels) => pixels.map((value) => middle + factor * (value - middle));
}

/** Black becomes white. */
export const invert =
  ({ brightest }: ImageShape): PictureChange =>
  (pixels) =>
    pixels.map((value) => brightest - value);

/**
 * The table with some pictures changed: values clamped to 0…brightest, and rounded in columns of whole numbers. Columns that are no pixels are
 * shared with the table.
 * @param rows the rows to change.
 * @throws AppError 'bad-input' as `pixelColumns`.
 */
export function changePictures(
  table: Table,
  schema: TableSchema,
  rows: ArrayLike<number>,
  change: (shape: ImageShape) => PictureChange,
): Table {
  const pixels = pixelColumns(table, schema);
  const { shape, columns, places } = pixels;
  const apply = change(shape);
  const changed = columns.map(({ values }) => values.slice());
  const whole = columns.map(
    (column) => column.kind === 'integer' || (shape.brightest > 1 && isWhole(column)),
  );
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const picture = apply(pictureAt(pixels, row));
    for (let pixel = 0; pixel < picture.length; pixel++) {
      // NaN stays NaN through both.
      const value = Math.min(shape.brightest, Math.max(0, picture[pixel]!));
      changed[pixel]![row] = whole[pixel] ? Math.round(value) : value;
    }
  }
  const result = [...table.columns];
  places.forEach((place, pixel) => {
    result[place] = { ...columns[pixel]!, values: changed[pixel]! };
  });
  return { rows: table.rows, columns: result };
}

/** Pixels of imported pictures are held as numbers and are whole all the same. */
function isWhole({ values }: NumberColumn): boolean {
  for (let row = 0; row < values.length; row++)
    if (!Number.isInteger(values[row]) && !Number.isNaN(values[row])) return false;
  return true;
}
