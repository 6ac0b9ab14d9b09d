// Draws the timeline. Work grows with pixels and windows only, so that it can be redrawn at every frame.

import { words } from './messages.ts';
import { thin } from '../core/thinning.ts';
import type { TimelineModel } from './timeline-model.ts';
import { reignAt, valueRange, windowX } from './timeline-model.ts';
import { drawAlarm, drawChange, drawWarning } from './timeline-marks.ts';
import { labelHeight } from './timeline-picture.ts';
import type { Picture, TimelineColours } from './timeline-picture.ts';

/** @param size CSS pixels. @param aim a window that the person points to but that has not been reached. */
export function drawTimeline(
  context: CanvasRenderingContext2D,
  size: { readonly width: number; readonly height: number },
  model: TimelineModel,
  colours: TimelineColours,
  aim: number | null,
): void {
  const { width, height } = size;
  const [low, high] = valueRange(model);
  const picture: Picture = {
    context,
    model,
    colours,
    width,
    height,
    x: (index) => windowX(index, model.total, width),
    y: (value) => {
      const part = (value - low) / (high - low);
      return labelHeight + (height - labelHeight - 4) * (1 - part) + 1;
    },
  };
  context.clearRect(0, 0, width, height);
  context.font = colours.font;
  context.lineJoin = 'round';
  drawReigns(picture);
  drawUnlabelled(picture);
  drawFuture(picture);
  drawThreshold(picture);
  if (model.counterfactual) drawLine(picture, model.counterfactual, 0, model.total, colours.reference, 1.25);
  for (const [index, reign] of model.reigns.entries()) {
    const end = model.reigns[index + 1]?.from ?? model.position;
    drawLine(picture, model.values, reign.from, end, versionColour(picture, reign.colour), 1.75);
  }
  drawLabels(picture);
  for (const change of model.changes ?? []) drawChange(picture, change, false);
  for (const end of model.ends ?? []) drawChange(picture, end, true);
  for (const warning of model.warnings ?? []) drawWarning(picture, warning);
  for (const alarm of model.alarms) drawAlarm(picture, alarm);
  drawFrontier(picture);
  if (model.selected !== null) drawMarker(picture, model.selected, colours.text, false);
  if (aim !== null) drawMarker(picture, aim, colours.axis, true);
}

function versionColour(picture: Picture, number: number): string {
  const { versions } = picture.colours;
  return versions[number % versions.length] ?? picture.colours.text;
}

function drawReigns(picture: Picture): void {
  const { context, model, x, height } = picture;
  for (const [index, reign] of model.reigns.entries()) {
    const end = Math.min(model.reigns[index + 1]?.from ?? model.position, model.position);
    if (end <= reign.from) continue;
    const colour = versionColour(picture, reign.colour);
    context.fillStyle = colour;
    context.globalAlpha = 0.11;
    context.fillRect(x(reign.from), 0, x(end) - x(reign.from), height);
    context.globalAlpha = 1;
    context.fillRect(x(reign.from), 0, 2, height);
  }
}

function drawLabels(picture: Picture): void {
  const { context, model, x, colours } = picture;
  context.textBaseline = 'top';
  context.textAlign = 'left';
  for (const [index, reign] of model.reigns.entries()) {
    const start = x(reign.from) + 6;
    const room = x(model.reigns[index + 1]?.from ?? model.total) - start;
    if (context.measureText(reign.label).width > room) continue;
    context.fillStyle = colours.text;
    context.fillText(reign.label, start, 3);
  }
}

function drawUnlabelled(picture: Picture): void {
  const { context, model, x, height, colours } = picture;
  const from = x(Math.min(model.labelled, model.position));
  const to = x(model.position);
  if (to - from < 1) return;
  context.save();
  context.beginPath();
  context.rect(from, 0, to - from, height);
  context.clip();
  context.strokeStyle = colours.hatch;
  context.lineWidth = 1;
  context.beginPath();
  for (let at = from - height; at < to; at += 6) {
    context.moveTo(at, height);
    context.lineTo(at + height, 0);
  }
  context.stroke();
  context.restore();
}

function drawFuture(picture: Picture): void {
  const { context, model, x, width, height, colours } = picture;
  const from = x(model.position);
  if (from >= width) return;
  context.save();
  context.strokeStyle = colours.axis;
  context.lineWidth = 1.5;
  context.lineCap = 'round';
  context.setLineDash([0.01, 6]);
  context.beginPath();
  context.moveTo(from + 6, Math.round((height + labelHeight) / 2));
  context.lineTo(width, Math.round((height + labelHeight) / 2));
  context.stroke();
  context.restore();
  context.fillStyle = colours.axis;
  if (model.position > 0) context.fillRect(from - 1, 0, 2, height);
}

function drawThreshold(picture: Picture): void {
  const { context, model, x, colours, y } = picture;
  if (model.threshold === null) return;
  const at = Math.round(y(model.threshold)) + 0.5;
  context.save();
  context.strokeStyle = colours.alarm;
  context.lineWidth = 1;
  context.setLineDash([4, 3]);
  context.beginPath();
  // It is the threshold of the version in production: it begins where that one took over.
  context.moveTo(x(model.reigns.at(-1)?.from ?? 0), at);
  context.lineTo(x(model.position), at);
  context.stroke();
  context.restore();
}

/** A line through the known values of [from, to); unknown ones leave a gap, a lonely one is a dot. */
function drawLine(
  picture: Picture,
  values: ArrayLike<number>,
  from: number,
  to: number,
  colour: string,
  lineWidth: number,
): void {
  const { context, x, y } = picture;
  context.strokeStyle = colour;
  context.lineWidth = lineWidth;
  context.lineCap = 'round';
  context.beginPath();
  const half = (x(1) - x(0)) / 2;
  const end = Math.min(to, values.length);
  // Of a stretch with more windows than pixels the lowest and highest of each pixel are enough.
  const buckets = Math.max(1, Math.ceil(x(end) - x(from)));
  const places = thin({ x: windowNumbers(values.length), y: values }, buckets, [from, end - 1]);
  let drawing = false;
  for (const index of places) {
    const value = values[index] ?? NaN;
    if (index < from || index >= end || !Number.isFinite(value)) {
      drawing = false;
      continue;
    }
    const at = x(index) + half;
    if (drawing) context.lineTo(at, y(value));
    else {
      context.moveTo(at, y(value));
      context.lineTo(at + 0.01, y(value));
    }
    drawing = true;
  }
  context.stroke();
}

let numbers = new Float64Array(0);
/** 0, 1, 2 …: made once for the longest stream so far. */
function windowNumbers(length: number): Float64Array {
  if (numbers.length < length) numbers = Float64Array.from({ length }, (_, index) => index);
  return numbers;
}

function drawFrontier(picture: Picture): void {
  const { context, model, x, width, height, colours } = picture;
  if (model.labelled <= 0 || model.labelled >= model.total) return;
  const at = Math.round(x(model.labelled)) + 0.5;
  context.save();
  context.strokeStyle = colours.text;
  context.lineWidth = 1;
  context.setLineDash([2, 2]);
  context.beginPath();
  context.moveTo(at, 0);
  context.lineTo(at, height);
  context.stroke();
  context.restore();
  const text = context.measureText(`◂ ${words.labelsTo}`).width;
  const start = Math.max(at, x(model.position)) + 8;
  if (start + text > width) return;
  context.textBaseline = 'top';
  context.textAlign = 'left';
  context.fillStyle = colours.muted;
  context.fillText(`◂ ${words.labelsTo}`, start, 3);
}

function drawMarker(picture: Picture, index: number, colour: string, hollow: boolean): void {
  const { context, model, x, y, height, colours } = picture;
  const at = x(index + 0.5);
  context.fillStyle = colour;
  context.globalAlpha = hollow ? 0.6 : 1;
  context.fillRect(at - 0.75, 0, 1.5, height);
  context.globalAlpha = 1;
  const value = model.values[index];
  if (value === undefined || !Number.isFinite(value)) return;
  const reign = reignAt(model, index);
  context.beginPath();
  context.arc(at, y(value), 4, 0, 2 * Math.PI);
  context.fillStyle = reign ? versionColour(picture, reign.colour) : colours.text;
  context.strokeStyle = colours.surface;
  context.lineWidth = 2;
  context.stroke();
  context.fill();
}
