// Where things lie in the picture of a network: a column for each layer, units as dots, images as sheets one behind the other.
// Of wide layers some units stand for all.

import type { LayerDescription } from '../../../core/describe-architecture.ts';

export const columnWidth = 104;
/** The part above the words. */
const drawn = 176;
/** Baseline of the first line of words, and from one to the next. */
export const firstLine = drawn + 28;
export const lineHeight = 17;
const mostLines = 4;
export const pictureHeight = firstLine + (mostLines - 1) * lineHeight + 14;
const middle = drawn / 2 + 8;
/** Dots of a layer that is drawn whole, and of one that is not. */
const mostDots = 10;
const fewDots = 8;
const radius = 6;
const step = 16;
const mostSheets = 5;

export interface Dot {
  readonly x: number;
  readonly y: number;
}
export interface Sheet {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Column {
  /** Middle of the column. */
  readonly x: number;
  readonly dots: readonly Dot[];
  /** Between the dots, where some are left out. */
  readonly gapAt: Dot | null;
  /** The hindmost first. */
  readonly sheets: readonly Sheet[];
  readonly top: number;
  readonly bottom: number;
}
export interface Line {
  readonly from: Dot;
  readonly to: Dot;
}
/** What an image hands on: from the edge of its sheets to the whole next column. */
export interface Band {
  readonly points: string;
}
export interface Picture {
  readonly width: number;
  readonly radius: number;
  readonly columns: readonly Column[];
  /** Between a column of dots and the next, by place of the first. */
  readonly lines: readonly (readonly Line[])[];
  readonly bands: readonly (Band | null)[];
}

function dotsColumn(x: number, units: number): Column {
  const whole = units <= mostDots;
  const shown = whole ? units : fewDots;
  // One place is left for what is not drawn.
  const places = whole ? shown : shown + 1;
  const top = middle - ((places - 1) * step) / 2;
  const half = Math.ceil(shown / 2);
  const dots = Array.from({ length: shown }, (_, i) => ({
    x,
    y: top + step * (whole || i < half ? i : i + 1),
  }));
  return {
    x,
    dots,
    gapAt: whole ? null : { x, y: top + step * half },
    sheets: [],
    top: top - radius,
    bottom: top + (places - 1) * step + radius,
  };
}

/** Longer images are drawn larger, but by far not as much as they are. */
const lengthOf = (pixels: number): number => Math.min(72, 10 + 8 * Math.log2(1 + pixels));

function sheetsColumn(x: number, [height = 1, width = 1, channels = 1]: readonly number[]): Column {
  const count = Math.min(mostSheets, channels);
  const shift = 4;
  const [wide, high] = [lengthOf(width), height === 1 ? 10 : lengthOf(height)];
  const reach = (count - 1) * shift;
  const [left, top] = [x - (wide + reach) / 2, middle - (high + reach) / 2];
  const sheets = Array.from({ length: count }, (_, i) => ({
    x: left + reach - i * shift,
    y: top + i * shift,
    width: wide,
    height: high,
  }));
  return { x, dots: [], gapAt: null, sheets, top, bottom: top + high + reach };
}

function bandBetween(from: Column, to: Column): Band {
  const right = Math.max(...from.sheets.map(({ x, width }) => x + width));
  const left = to.sheets.length > 0 ? Math.min(...to.sheets.map(({ x }) => x)) : to.x - radius;
  const corners = [
    [right, from.top],
    [left, to.top],
    [left, to.bottom],
    [right, from.bottom],
  ];
  return { points: corners.map((corner) => corner.join(',')).join(' ') };
}

export function pictureOfLayers(layers: readonly Pick<LayerDescription, 'shape'>[]): Picture {
  const columns = layers.map(({ shape }, at) => {
    const x = columnWidth * (at + 0.5);
    return shape.length > 1 ? sheetsColumn(x, shape) : dotsColumn(x, shape[0] ?? 0);
  });
  const after = columns.slice(1);
  return {
    width: columnWidth * layers.length,
    radius,
    columns,
    lines: after.map((to, at) =>
      columns[at]!.dots.flatMap((from) => to.dots.map((end) => ({ from, to: end }))),
    ),
    bands: after.map((to, at) => (columns[at]!.sheets.length > 0 ? bandBetween(columns[at]!, to) : null)),
  };
}
