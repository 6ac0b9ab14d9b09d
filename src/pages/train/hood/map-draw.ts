// Draws the loss over a slice and a descent on it.

import type { Landscape } from '../../../core/landscape.ts';
import { token } from '../../../ui/theme.ts';

export interface MapColours {
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly trail: string;
  readonly edge: string;
  readonly text: string;
}

const bands = 16;

const rgbOf = (hex: string): number[] => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

export const mapColours = (element: Element): MapColours => ({
  low: rgbOf(token(element, 'champion')),
  high: rgbOf(token(element, 'surface-3')),
  trail: token(element, 'challenger'),
  edge: token(element, 'surface'),
  text: token(element, 'text'),
});

/** Losses as bands 0 … 1, logarithmic above the least one, so that a bowl has rings down to its bottom. Not finite: 1. */
export function bandsOf(losses: Float64Array): Float64Array {
  let [least, most] = [Infinity, -Infinity];
  for (const loss of losses) {
    if (!Number.isFinite(loss)) continue;
    least = Math.min(least, loss);
    most = Math.max(most, loss);
  }
  const floor = 1e-3 * (most - least);
  if (!(floor > 0)) return losses.map((loss) => (Number.isFinite(loss) ? 0 : 1));
  const reach = Math.log((most - least) / floor + 1);
  return losses.map((loss) => (Number.isFinite(loss) ? Math.log((loss - least) / floor + 1) / reach : 1));
}

/** The heatmap, `size` pixels a side: between the points of the grid it is interpolated, then cut into bands. */
export function heatmap({ side, losses }: Landscape, size: number, { low, high }: MapColours): ImageData {
  const image = new ImageData(size, size);
  const levels = bandsOf(losses);
  for (let py = 0; py < size; py++) {
    const y = ((size - 1 - py) / (size - 1)) * (side - 1);
    const iy = Math.min(side - 2, Math.floor(y));
    for (let px = 0; px < size; px++) {
      const x = (px / (size - 1)) * (side - 1);
      const ix = Math.min(side - 2, Math.floor(x));
      const [fx, fy, at] = [x - ix, y - iy, iy * side + ix];
      const level =
        (levels[at]! * (1 - fx) + levels[at + 1]! * fx) * (1 - fy) +
        (levels[at + side]! * (1 - fx) + levels[at + side + 1]! * fx) * fy;
      const share = Math.min(bands - 1, Math.floor(level * bands)) / (bands - 1);
      const pixel = (py * size + px) * 4;
      for (let channel = 0; channel < 3; channel++)
        image.data[pixel + channel] = low[channel]! + (high[channel]! - low[channel]!) * share;
      image.data[pixel + 3] = 255;
    }
  }
  return image;
}

/** The way up to a point of the trail. What lies beyond the map is cut off at its edge. */
export function drawTrail(
  context: CanvasRenderingContext2D,
  { trail, from, to }: Landscape,
  upTo: number,
  size: number,
  ratio: number,
  colours: MapColours,
): void {
  const place = (k: number): [number, number] => {
    const [x, y] = [trail.at[2 * k]!, trail.at[2 * k + 1]!];
    // A runaway point may be so far off that a canvas would draw nothing at all.
    const bound = (share: number) => Math.max(-20, Math.min(20, share));
    return [
      bound((x - from[0]) / (to[0] - from[0])) * size,
      (1 - bound((y - from[1]) / (to[1] - from[1]))) * size,
    ];
  };
  const known = (k: number) => Number.isFinite(trail.at[2 * k]! + trail.at[2 * k + 1]!);
  context.lineJoin = 'round';
  for (const [width, style] of [
    [5, colours.edge],
    [2.5, colours.trail],
  ] as const) {
    context.beginPath();
    for (let k = 0; k <= upTo && known(k); k++) context.lineTo(...place(k));
    context.lineWidth = width * ratio;
    context.strokeStyle = style;
    context.stroke();
  }
  for (let k = 0; k <= upTo && known(k); k++) {
    context.beginPath();
    context.arc(...place(k), (k === upTo ? 7 : k === 0 ? 5 : 2.5) * ratio, 0, 2 * Math.PI);
    context.fillStyle = k === upTo ? colours.trail : k === 0 ? colours.edge : colours.trail;
    context.fill();
    context.lineWidth = 1.5 * ratio;
    context.strokeStyle = k === 0 ? colours.text : colours.edge;
    context.stroke();
  }
}
