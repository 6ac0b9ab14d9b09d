// Which pictures stand on a page, and what a class looks like on average.

import type { TargetSpec } from '../../../core/define.ts';
import type { Selection } from '../../../core/selection.ts';
import type { RowTexts } from '../../../data/protocol.ts';
import { classRows } from './target-view.ts';

export interface PictureSource {
  rows(selection: Selection | null, from: number, count: number): Promise<RowTexts>;
  /** Values 0 to 1, one picture after another. */
  pictures(rows: readonly number[]): Promise<Float32Array>;
}

export interface PicturePage {
  readonly pixels: Float32Array;
  readonly rows: readonly number[];
  /** What the rows are called for life. */
  readonly ids: readonly number[];
  readonly labels: readonly string[];
  readonly total: number;
}

/** @param labelColumn its text is the label of each picture; '' where the table lacks it. */
export async function picturePage(
  source: PictureSource,
  selection: Selection | null,
  from: number,
  count: number,
  labelColumn: string,
): Promise<PicturePage> {
  const texts = await source.rows(selection, from, count);
  const place = texts.columns.indexOf(labelColumn);
  return {
    pixels: await source.pictures(texts.rows),
    rows: texts.rows,
    ids: texts.ids,
    labels: texts.cells.map((cells) => cells[place] ?? ''),
    total: texts.total,
  };
}

const mostAveraged = 100;
/** More classes than this are not averaged. */
const mostClasses = 30;

/**
 * The mean picture of each class over its first 100 rows at most; missing pixels are left out.
 * @returns `rows[i]`: how many rows went into class i; `total`: how many at most.
 */
export async function classMeans(
  source: PictureSource,
  target: TargetSpec,
  classes: readonly string[],
  size: number,
): Promise<Omit<PicturePage, 'ids'>> {
  const shown = classes.slice(0, mostClasses);
  const pixels = new Float32Array(shown.length * size).fill(NaN);
  const rows: number[] = [];
  for (const place of shown.keys()) {
    const found = await source.rows(classRows(target, classes, place), 0, mostAveraged);
    rows.push(found.rows.length);
    if (found.rows.length > 0) pixels.set(meanPicture(await source.pictures(found.rows), size), place * size);
  }
  return { pixels, rows, labels: shown, total: mostAveraged };
}

/** Pixel by pixel over pictures that lie one after another; NaN where no picture has the pixel. */
export function meanPicture(pixels: Float32Array, size: number): Float32Array {
  const sums = new Float64Array(size);
  const counts = new Float64Array(size);
  for (let i = 0; i < pixels.length; i++) {
    const value = pixels[i]!;
    if (Number.isNaN(value)) continue;
    sums[i % size]! += value;
    counts[i % size]!++;
  }
  return Float32Array.from(sums, (sum, i) => (counts[i]! > 0 ? sum / counts[i]! : NaN));
}
