// The answers of a model over the plane of two features: colours of its points, where answers change, and all of it in words.

import type { ChartTheme } from '../../../charts/parts/types.ts';
import type { Task } from '../../../core/define.ts';
import type { Surface } from '../../../core/training-report.ts';
import type { Paint } from '../../../ui/painting.svelte.ts';
import { answersText } from '../../text/train-live.ts';
import { looks, marksPath } from '../../data/choose/marks.ts';
import { surfaceClasses } from './answers-view.ts';

/** Colours of classes, in the order of marks.css. */
const tones = ['champion', 'challenger', 'good', 'reference'] as const;
const toneOf = (index: number) => tones[Math.min(Math.max(index, 0), tones.length - 1)]!;

const channels = (colour: string): readonly number[] =>
  [1, 3, 5].map((from) => Number.parseInt(colour.slice(from, from + 2), 16));

/** How strong the colours of the plane are, so that the rows over it stand out. */
const strength = 0.5;

/** From the surface's colour (0) towards a colour (1). */
const blend = (surface: readonly number[], colour: readonly number[], amount: number): number[] =>
  surface.map((channel, at) => Math.round(channel + (colour[at]! - channel) * amount));

const finiteRange = (values: Float32Array): readonly [number, number] => {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values)
    if (Number.isFinite(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return low <= high ? [low, high] : [0, 0];
};

/** Red, green, blue, opacity of each point, rows from the top down. Where there is no number it is transparent. */
export function surfacePixels(
  { scores, side }: Surface,
  task: Task,
  theme: ChartTheme,
): Uint8ClampedArray<ArrayBuffer> {
  const ground = channels(theme.surface);
  const colours = tones.map((tone) => channels(theme[tone]));
  const [low, high] = task === 'regression' ? finiteRange(scores) : [0, 1];
  const pixels = new Uint8ClampedArray(side * side * 4);
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const score = scores[(side - 1 - row) * side + column]!;
      if (!Number.isFinite(score)) continue;
      let [colour, amount] = [colours[Math.min(score, colours.length - 1)], strength];
      if (task !== 'multiclass') {
        const share = high > low ? ((score - low) / (high - low)) * 2 - 1 : 0;
        colour = colours[share < 0 ? 0 : 1];
        amount = Math.abs(share) * strength;
      }
      pixels.set([...blend(ground, colour ?? ground, amount), 255], (row * side + column) * 4);
    }
  return pixels;
}

/** Pieces between neighbouring points with different answers, in points from the top left. */
export function boundaries(
  classes: Int32Array,
  side: number,
): [x0: number, y0: number, x1: number, y1: number][] {
  const found: [number, number, number, number][] = [];
  for (let iy = 0; iy < side; iy++)
    for (let ix = 0; ix < side; ix++) {
      const own = classes[iy * side + ix];
      const top = side - 1 - iy;
      if (ix + 1 < side && classes[iy * side + ix + 1] !== own) found.push([ix + 1, top, ix + 1, top + 1]);
      if (iy + 1 < side && classes[(iy + 1) * side + ix] !== own) found.push([ix, top, ix + 1, top]);
    }
  return found;
}

/** Rows over the plane, by class (all together for a regression), as shares of the plane, y downwards. */
function placesOf({ points, from, to }: Surface, task: Task): { x: number; y: number }[][] {
  const places: { x: number; y: number }[][] = Array.from(
    { length: task === 'regression' ? 1 : looks },
    () => [],
  );
  for (let at = 0; at + 2 < points.length; at += 3) {
    const x = (points[at]! - from[0]) / (to[0] - from[0]);
    const y = 1 - (points[at + 1]! - from[1]) / (to[1] - from[1]);
    const look = task === 'regression' ? 0 : Math.min(looks - 1, Math.max(0, points[at + 2]!));
    if (Number.isFinite(x) && Number.isFinite(y)) places[look]!.push({ x, y });
  }
  return places;
}

export const surfacePaint =
  (surface: Surface, task: Task): Paint =>
  (context, { width, height }, theme) => {
    const { side } = surface;
    const small = new OffscreenCanvas(side, side);
    small
      .getContext('2d')
      ?.putImageData(new ImageData(surfacePixels(surface, task, theme), side, side), 0, 0);
    context.imageSmoothingEnabled = task !== 'multiclass';
    context.drawImage(small, 0, 0, width, height);
    const classes = surfaceClasses(surface.scores, task);
    context.lineWidth = 1.5;
    context.strokeStyle = theme.text;
    context.beginPath();
    for (const [x0, y0, x1, y1] of classes ? boundaries(classes, side) : []) {
      context.moveTo((x0 / side) * width, (y0 / side) * height);
      context.lineTo((x1 / side) * width, (y1 / side) * height);
    }
    context.stroke();
    context.lineWidth = 1;
    context.strokeStyle = theme.surface;
    placesOf(surface, task).forEach((places, look) => {
      const inPixels = places.map(({ x, y }) => ({ x: x * width, y: y * height }));
      const path = new Path2D(marksPath(inPixels, look, 3.5));
      context.fillStyle = task === 'regression' ? theme.text : theme[toneOf(look)];
      context.fill(path);
      context.stroke(path);
    });
  };

/** @param classes names by index; empty for a regression. */
export function surfaceWords(surface: Surface, task: Task, classes: readonly string[]): string {
  const { scores, points, side, from, to } = surface;
  const said = surfaceClasses(scores, task);
  const rows = Math.floor(points.length / 3);
  if (!said) return answersText.surfaceNumbers(...finiteRange(scores), rows);
  const counts = new Map<number, number>();
  for (const index of said) counts.set(index, (counts.get(index) ?? 0) + 1);
  const parts = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([index, n]) => ({ name: classes[index] ?? String(index), share: n / said.length }));
  const inside = (place: number) => Math.min(side - 1, Math.max(0, Math.floor(place * side)));
  let right = 0;
  for (let row = 0; row < rows; row++) {
    const x = (points[row * 3]! - from[0]) / (to[0] - from[0]);
    const y = (points[row * 3 + 1]! - from[1]) / (to[1] - from[1]);
    if (said[inside(y) * side + inside(x)] === points[row * 3 + 2]) right++;
  }
  return answersText.surfaceClasses(parts, right, rows);
}

/** The ends of a regression's colours. */
export const surfaceRange = ({ scores }: Surface): readonly [number, number] => finiteRange(scores);
