// Drawing strokes into a small grey picture, with soft edges, as a pen with a round tip does.

import type { Writing } from './images-strokes.ts';

/** How one hand writes one digit. */
export interface Hand {
  /** Degrees, anticlockwise. */
  readonly rotation: number;
  /** Sideways per unit of height; above 0 leans to the right. */
  readonly slant: number;
  readonly width: number;
  readonly height: number;
  /** In pixels. */
  readonly right: number;
  readonly down: number;
  readonly thickness: number;
  /** Sideways trembling in pixels, its waves per stroke and where they begin. */
  readonly wobble: number;
  readonly waves: number;
  readonly phase: number;
}

/**
 * Ink from 0 to 1 per pixel, row by row. The writing's box of 1 × 1 fills the middle `box` × `box` pixels before the hand changes it;
 * what leaves the picture is cut off.
 * @param ink where to draw; side × side numbers, cleared first.
 */
export function drawWriting(
  ink: Float64Array,
  side: number,
  box: number,
  writing: Writing,
  hand: Hand,
): void {
  ink.fill(0);
  const angle = (hand.rotation * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const middle = (side - 1) / 2;
  const radius = hand.thickness / 2;
  for (const stroke of writing) {
    const points = stroke.length / 2;
    let [lastX, lastY] = [0, 0];
    for (let i = 0; i < points; i++) {
      const y = (stroke[i * 2 + 1]! - 0.5) * box * hand.height;
      const x = (stroke[i * 2]! - 0.5) * box * hand.width - hand.slant * y;
      const wave = 2 * Math.PI * hand.waves * (i / points) + hand.phase;
      const atX = middle + hand.right + cos * x + sin * y + hand.wobble * Math.sin(wave);
      const atY = middle + hand.down - sin * x + cos * y + hand.wobble * Math.cos(1.3 * wave);
      if (i > 0) drawLine(ink, side, lastX, lastY, atX, atY, radius);
      [lastX, lastY] = [atX, atY];
    }
  }
}

/** A line with round ends: ink falls from 1 to 0 over the one pixel round its edge. */
function drawLine(
  ink: Float64Array,
  side: number,
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
  radius: number,
): void {
  const reach = radius + 0.5;
  const left = Math.max(0, Math.ceil(Math.min(fromX, toX) - reach));
  const right = Math.min(side - 1, Math.floor(Math.max(fromX, toX) + reach));
  const top = Math.max(0, Math.ceil(Math.min(fromY, toY) - reach));
  const bottom = Math.min(side - 1, Math.floor(Math.max(fromY, toY) + reach));
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const squared = alongX * alongX + alongY * alongY;
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      const share = squared > 0 ? ((x - fromX) * alongX + (y - fromY) * alongY) / squared : 0;
      const near = Math.min(1, Math.max(0, share));
      const [offX, offY] = [x - fromX - near * alongX, y - fromY - near * alongY];
      const covered = Math.min(1, reach - Math.sqrt(offX * offX + offY * offY));
      const at = y * side + x;
      if (covered > ink[at]!) ink[at] = covered;
    }
}
