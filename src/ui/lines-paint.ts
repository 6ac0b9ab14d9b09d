// Draws the curves of a small chart.

import type { ChartTheme } from '../charts/parts/types.ts';
import { extentOf, placeIn, stretches, ticksOf, type Curve, type Extent } from './lines-geometry.ts';
import type { Paint } from './painting.svelte.ts';

type VersionTone = 'version-1' | 'version-2' | 'version-3';
export type LineTone = 'champion' | 'challenger' | 'good' | 'reference' | 'alarm' | VersionTone;

/** The colour that a version has in every chart, by its number. */
export const versionTone = (number: number): VersionTone =>
  (['version-1', 'version-2', 'version-3'] as const)[(number - 1) % 3] ?? 'version-1';

function colourOf(tone: LineTone, theme: ChartTheme): string {
  switch (tone) {
    case 'version-1':
    case 'version-2':
    case 'version-3':
      return theme.versions[Number(tone.at(-1)) - 1] ?? theme.champion;
    default:
      return theme[tone];
  }
}

export interface DrawnCurve extends Curve {
  readonly tone: LineTone;
  /** Colour alone tells nothing apart. */
  readonly dash?: 'solid' | 'dash' | 'dot';
}

export interface LinesPicture {
  readonly curves: readonly DrawnCurve[];
  readonly log: boolean;
  /** Upright lines: x and what is there. */
  readonly marks: readonly { readonly x: number; readonly label: string }[];
  /** Of the horizontal axis; null: from the first point to the last. */
  readonly range: readonly [number, number] | null;
  readonly numberText: (value: number) => string;
  /** Of what the horizontal axis counts. */
  readonly acrossText: (value: number) => string;
}

const dashes = { solid: [], dash: [7, 4], dot: [2, 3] };
/** Room in pixels. */
const below = 18;
const above = 8;
const letter = 6.6;
const mostTicks = 5;

export interface Frame {
  readonly across: Extent;
  readonly up: Extent;
  readonly left: number;
  readonly right: number;
}

/** Where the axes lie: the same for the picture and for the pointer over it. */
export function frameOf({ curves, log, range, numberText }: LinesPicture, width: number): Frame {
  const up = extentOf(
    curves.map(({ y }) => y),
    log,
  );
  const across = range ? { low: range[0], high: range[1] } : extentOf(curves.map(({ x }) => x));
  const widest = Math.max(...ticksOf(up, mostTicks, log).map((tick) => numberText(tick).length), 1);
  return { across, up, left: Math.ceil(widest * letter) + 8, right: Math.max(width - 8, 1) };
}

export const linesPaint =
  (picture: LinesPicture): Paint =>
  (context, { width, height }, theme) => {
    const { across, up, left, right } = frameOf(picture, width);
    const size = { width: Math.max(1, right - left), height: Math.max(1, height - above - below) };
    context.font = `12px ${theme.fontFamily}`;
    axes(context, picture, { across, up, left, right }, size, theme);
    context.save();
    context.translate(left, above);
    context.lineJoin = 'round';
    for (const curve of picture.curves) {
      context.strokeStyle = context.fillStyle = colourOf(curve.tone, theme);
      context.lineWidth = 1.75;
      context.setLineDash(dashes[curve.dash ?? 'solid']);
      for (const points of stretches(curve, across, up, size, picture.log)) {
        context.beginPath();
        for (const [x, y] of points) context.lineTo(x, y);
        if (points.length > 1) context.stroke();
        else {
          context.arc(points[0]![0], points[0]![1], 2.5, 0, 7);
          context.fill();
        }
      }
    }
    context.restore();
    context.setLineDash([]);
  };

function axes(
  context: CanvasRenderingContext2D,
  { log, marks, numberText, acrossText }: LinesPicture,
  { across, up, left, right }: Frame,
  size: { readonly width: number; readonly height: number },
  theme: ChartTheme,
): void {
  context.lineWidth = 1;
  context.fillStyle = theme.muted;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const tick of ticksOf(up, mostTicks, log)) {
    const y = above + (1 - placeIn(up, tick, log)) * size.height;
    context.strokeStyle = theme.grid;
    context.beginPath();
    context.moveTo(left, y);
    context.lineTo(right, y);
    context.stroke();
    context.fillText(numberText(tick), left - 6, y);
  }
  context.textBaseline = 'alphabetic';
  const ticks = ticksOf(across, Math.max(2, Math.floor(size.width / 90)));
  for (const tick of ticks) {
    const x = left + placeIn(across, tick) * size.width;
    context.textAlign = x > right - 20 ? 'right' : x < left + 20 ? 'left' : 'center';
    context.fillText(acrossText(tick), x, above + size.height + 14);
  }
  context.setLineDash([3, 3]);
  context.strokeStyle = theme.axis;
  for (const { x: at, label } of marks) {
    const x = left + placeIn(across, at) * size.width;
    context.beginPath();
    context.moveTo(x, above);
    context.lineTo(x, above + size.height);
    context.stroke();
    context.textAlign = x > (left + right) / 2 ? 'right' : 'left';
    context.fillText(label, x + (context.textAlign === 'right' ? -4 : 4), above + 10);
  }
  context.setLineDash([]);
}
