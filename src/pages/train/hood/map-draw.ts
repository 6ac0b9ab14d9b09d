// Draws the loss over a slice with its axes, its legend and a descent on it.

import type { ChartTheme } from '../../../charts/parts/types.ts';
import type { Landscape } from '../../../core/landscape.ts';
import { ticksOf } from '../../../ui/lines-geometry.ts';
import type { Paint } from '../../../ui/painting.svelte.ts';
import { hoodText as t } from '../../text/train-hood.ts';
import { brief } from './figures.ts';
import { bandOf, bands, lossScale } from './loss-scale.ts';
import { lowestOf, mapLayout, placeOf } from './map-layout.ts';
import type { MapLayout } from './map-layout.ts';

/** Pixels a side of the painted ground, which is stretched to the canvas. */
const groundSize = 480;

const rgbOf = (hex: string): number[] => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
const mixed = (low: readonly number[], high: readonly number[], share: number) =>
  low.map((value, channel) => Math.round(value + (high[channel]! - value) * share));

/** The ground: between the points of the grid levels are interpolated, then cut into bands. */
function groundOf(
  { side, losses }: Landscape,
  low: readonly number[],
  high: readonly number[],
): OffscreenCanvas {
  const size = groundSize;
  const canvas = new OffscreenCanvas(size, size);
  const image = new ImageData(size, size);
  const levels = Float64Array.from(losses, lossScale(losses).levelOf);
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
      image.data.set([...mixed(low, high, bandOf(level)), 255], (py * size + px) * 4);
    }
  }
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}

/** A text that is read on any ground. */
function haloed(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  theme: ChartTheme,
): void {
  context.lineWidth = 4;
  context.strokeStyle = theme.surface;
  context.strokeText(text, x, y);
  context.fillStyle = theme.text;
  context.fillText(text, x, y);
}

function drawAxes(
  context: CanvasRenderingContext2D,
  map: Landscape,
  layout: MapLayout,
  axes: readonly [string, string],
  theme: ChartTheme,
): void {
  const { left, top, size } = layout;
  context.fillStyle = theme.text;
  context.strokeStyle = theme.axis;
  context.lineWidth = 1;
  context.strokeRect(left, top, size, size);
  for (const axis of [0, 1] as const)
    for (const tick of ticksOf({ low: map.from[axis], high: map.to[axis] }, 6)) {
      const [x, y] = placeOf(map, layout, axis === 0 ? tick : map.from[0], axis === 1 ? tick : map.from[1]);
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(axis === 0 ? x : x - 4, axis === 0 ? y + 4 : y);
      context.stroke();
      context.textAlign = axis === 0 ? 'center' : 'right';
      context.fillText(brief(tick), axis === 0 ? x : x - 6, axis === 0 ? y + 14 : y);
    }
  context.textAlign = 'center';
  context.fillText(axes[0], left + size / 2, top + size + 34, size);
  context.save();
  context.translate(12, top + size / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(axes[1], 0, 0, size);
  context.restore();
}

function drawLegend(
  context: CanvasRenderingContext2D,
  map: Landscape,
  { legend: { beside, x, y, length } }: MapLayout,
  low: readonly number[],
  high: readonly number[],
  theme: ChartTheme,
): void {
  const [wide, scale, title] = [14, lossScale(map.losses), 16];
  // The lowest band at the bottom, or at the left.
  const from = beside ? y + title : x;
  const reach = beside ? length - title : length;
  for (let band = 0; band < bands; band++) {
    context.fillStyle = `rgb(${mixed(low, high, band / (bands - 1)).join(' ')})`;
    const [start, each] = [(band * reach) / bands, reach / bands + 0.5];
    if (beside) context.fillRect(x, from + reach - start - each, wide, each);
    else context.fillRect(from + start, y, each, wide);
  }
  context.fillStyle = theme.text;
  context.textAlign = 'left';
  if (beside) context.fillText(t.lossBar, x, y + 4);
  else context.fillText(t.lossBar, 12, y + wide / 2);
  for (const level of [0, 0.25, 0.5, 0.75, 1]) {
    context.textAlign = beside ? 'left' : level === 0 ? 'left' : level === 1 ? 'right' : 'center';
    const text = brief(scale.lossAt(level));
    const inset = 6 - 12 * level;
    if (beside) context.fillText(text, x + wide + 4, from + reach * (1 - level) - inset);
    else context.fillText(text, from + reach * level, y + wide + 10);
  }
}

function drawMarks(
  context: CanvasRenderingContext2D,
  map: Landscape,
  layout: MapLayout,
  upTo: number,
  theme: ChartTheme,
): void {
  const { trail } = map;
  const { left, top, size } = layout;
  const place = (k: number) => placeOf(map, layout, trail.at[2 * k]!, trail.at[2 * k + 1]!);
  const known = (k: number) => Number.isFinite(trail.at[2 * k]! + trail.at[2 * k + 1]!);
  context.save();
  context.beginPath();
  context.rect(left, top, size, size);
  context.clip();
  context.lineJoin = 'round';
  for (const [width, style] of [
    [5, theme.surface],
    [2.5, theme.challenger],
  ] as const) {
    context.beginPath();
    for (let k = 0; k <= upTo && known(k); k++) context.lineTo(...place(k));
    context.lineWidth = width;
    context.strokeStyle = style;
    context.stroke();
  }
  for (let k = 0; k <= upTo && known(k); k++) {
    context.beginPath();
    context.arc(...place(k), k === upTo ? 7 : k === 0 ? 5 : 2.5, 0, 2 * Math.PI);
    context.fillStyle = k === 0 && upTo > 0 ? theme.surface : theme.challenger;
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = k === 0 ? theme.text : theme.surface;
    context.stroke();
  }
  const label = (text: string, [x, y]: [number, number], above: boolean): void => {
    const isRight = x > left + size / 2;
    context.textAlign = isRight ? 'right' : 'left';
    const lift = above ? -16 : 16;
    const up = y + lift < top + 10 || y + lift > top + size - 10 ? -lift : lift;
    haloed(context, text, x + (isRight ? -4 : 4), y + up, theme);
  };
  const lowest = lowestOf(map);
  if (lowest) {
    const [x, y] = placeOf(map, layout, lowest.x, lowest.y);
    for (const [width, style] of [
      [5, theme.surface],
      [2, theme.text],
    ] as const) {
      context.beginPath();
      context.moveTo(x - 5, y - 5);
      context.lineTo(x + 5, y + 5);
      context.moveTo(x + 5, y - 5);
      context.lineTo(x - 5, y + 5);
      context.lineWidth = width;
      context.strokeStyle = style;
      context.stroke();
    }
    label(t.marks.lowest(brief(lowest.loss)), [x, y], false);
  }
  if (known(0)) label(t.marks.start, place(0), true);
  const last = trail.steps.length - 1;
  if (upTo === last && last > 0 && known(last)) label(t.marks.end, place(last), true);
  context.restore();
}

/** @param axes names of the two. @returns what paints the way up to a point of the trail; the ground is painted once a theme. */
export function mapPainter(map: Landscape, axes: readonly [string, string]): (upTo: number) => Paint {
  let ground: { readonly of: string; readonly canvas: OffscreenCanvas } | null = null;
  return (upTo) =>
    (context, { width, height }, theme) => {
      const [low, high] = [rgbOf(theme.champion), rgbOf(theme.grid)];
      const of = theme.champion + theme.grid;
      if (ground?.of !== of) ground = { of, canvas: groundOf(map, low, high) };
      const layout = mapLayout(width);
      // An opaque ground, so that the picture can stand alone.
      context.fillStyle = theme.surface;
      context.fillRect(0, 0, width, height);
      context.drawImage(ground.canvas, layout.left, layout.top, layout.size, layout.size);
      context.font = `12px ${theme.fontFamily}`;
      context.textBaseline = 'middle';
      drawMarks(context, map, layout, upTo, theme);
      drawAxes(context, map, layout, axes, theme);
      drawLegend(context, map, layout, low, high, theme);
    };
}
