// Marks on the timeline: what was told, and what the person changed.

import type { Picture } from './timeline-picture.ts';
import { labelHeight } from './timeline-picture.ts';

/** A hollow triangle: less than an alarm by shape, too. */
export function drawWarning(picture: Picture, index: number): void {
  const { context, x, colours } = picture;
  const at = x(index + 0.5);
  context.strokeStyle = colours.alarm;
  context.fillStyle = colours.surface;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(at, 4);
  context.lineTo(at + 5, 13);
  context.lineTo(at - 5, 13);
  context.closePath();
  context.fill();
  context.stroke();
}

/** A dashed line with a diamond: from here on the person changed the world; a hollow one: from here on no longer. */
export function drawChange(picture: Picture, index: number, ended: boolean): void {
  const { context, x, height, colours } = picture;
  const at = Math.round(x(index)) + 0.5;
  context.save();
  context.strokeStyle = colours.change;
  context.fillStyle = ended ? colours.surface : colours.change;
  context.lineWidth = 1.5;
  context.setLineDash([3, 3]);
  context.beginPath();
  context.moveTo(at, labelHeight);
  context.lineTo(at, height - 9);
  context.stroke();
  context.beginPath();
  context.moveTo(at, height - 10);
  context.lineTo(at + 5, height - 5);
  context.lineTo(at, height);
  context.lineTo(at - 5, height - 5);
  context.closePath();
  context.fill();
  if (ended) {
    context.setLineDash([]);
    context.stroke();
  }
  context.restore();
}

export function drawAlarm(picture: Picture, index: number): void {
  const { context, x, height, colours } = picture;
  const at = x(index + 0.5);
  context.fillStyle = colours.alarm;
  context.strokeStyle = colours.surface;
  context.lineWidth = 1.5;
  context.globalAlpha = 0.6;
  context.fillRect(at - 0.5, labelHeight, 1, height - labelHeight);
  context.globalAlpha = 1;
  context.beginPath();
  context.moveTo(at, 1);
  context.lineTo(at + 8, 15);
  context.lineTo(at - 8, 15);
  context.closePath();
  context.stroke();
  context.fill();
  context.fillStyle = colours.onAlarm;
  context.fillRect(at - 0.75, 6, 1.5, 4.5);
  context.fillRect(at - 0.75, 11.8, 1.5, 1.6);
}
