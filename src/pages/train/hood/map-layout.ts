// Where map, axes and legend lie on the canvas, and where a point of the slice falls. CSS pixels.

import type { Landscape } from '../../../core/landscape.ts';

export interface MapLayout {
  /** The map itself: a square. */
  readonly left: number;
  readonly top: number;
  readonly size: number;
  /** Beside the map, or below it where there is little room. */
  readonly legend: {
    readonly beside: boolean;
    readonly x: number;
    readonly y: number;
    readonly length: number;
  };
  readonly height: number;
}

const [left, right, top, foot, beside, below] = [62, 14, 14, 48, 84, 46];
const narrow = 460;

export function mapLayout(width: number): MapLayout {
  const isNarrow = width < narrow;
  const size = Math.max(60, width - left - (isNarrow ? right : beside));
  return {
    left,
    top,
    size,
    legend: isNarrow
      ? { beside: false, x: left, y: top + size + foot + 4, length: size }
      : { beside: true, x: left + size + 16, y: top, length: size },
    height: top + size + foot + (isNarrow ? below : 0),
  };
}

/** Place of coordinates of the slice; what lies far beyond the map is brought nearer, so that a canvas can still draw to it. */
export function placeOf(
  { from, to }: Pick<Landscape, 'from' | 'to'>,
  { left: x0, top: y0, size }: MapLayout,
  x: number,
  y: number,
): [number, number] {
  const bound = (share: number) => Math.max(-20, Math.min(20, share));
  return [
    x0 + bound((x - from[0]) / (to[0] - from[0])) * size,
    y0 + (1 - bound((y - from[1]) / (to[1] - from[1]))) * size,
  ];
}

/** The lowest point of the map, with its coordinates; null when no loss there is finite. */
export function lowestOf({
  losses,
  side,
  from,
  to,
}: Pick<Landscape, 'losses' | 'side' | 'from' | 'to'>): { x: number; y: number; loss: number } | null {
  let best = -1;
  for (let i = 0; i < losses.length; i++)
    if (Number.isFinite(losses[i]!) && (best < 0 || losses[i]! < losses[best]!)) best = i;
  if (best < 0) return null;
  const at = (axis: 0 | 1, step: number) => from[axis] + ((to[axis] - from[axis]) * step) / (side - 1);
  return { x: at(0, best % side), y: at(1, Math.floor(best / side)), loss: losses[best]! };
}
