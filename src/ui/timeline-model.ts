// What the timeline shows, and where things are on it. Pure, so that it can be tested without a canvas.

export interface TimelineModel {
  /** Windows of the whole stream. */
  readonly total: number;
  /** Windows that have passed. */
  readonly position: number;
  /** Windows whose labels are known. */
  readonly labelled: number;
  readonly metricLabel: string;
  /** One value per window, length `total`; NaN where it is not known. */
  readonly values: ArrayLike<number>;
  /** Which version was in production from which window on, oldest first. */
  readonly reigns: readonly { readonly from: number; readonly label: string; readonly colour: number }[];
  /** Windows at which an alarm was raised. */
  readonly alarms: readonly number[];
  /** Windows with a warning, which is less than an alarm. */
  readonly warnings?: readonly number[];
  /** Windows from which on the person changed the world. */
  readonly changes?: readonly number[];
  /** Windows from which on such a change was over. */
  readonly ends?: readonly number[];
  readonly threshold: number | null;
  readonly selected: number | null;
  /** What the first version would have reached had it been left alone. */
  readonly counterfactual?: ArrayLike<number> | null;
}

/** Left edge of a window in pixels, for a timeline `width` pixels wide. */
export const windowX = (index: number, total: number, width: number): number =>
  total > 0 ? (index / total) * width : 0;

/** The window under a pixel, kept within the stream. */
export function windowAt(x: number, total: number, width: number): number {
  if (total <= 0 || width <= 0) return 0;
  return Math.min(total - 1, Math.max(0, Math.floor((x / width) * total)));
}

/** The reign a window belongs to; null before the first. */
export function reignAt(model: TimelineModel, index: number): TimelineModel['reigns'][number] | null {
  let found: TimelineModel['reigns'][number] | null = null;
  for (const reign of model.reigns) if (reign.from <= index) found = reign;
  return found;
}

/** Lowest and highest value to draw, with a little air; the threshold is always inside. */
export function valueRange(model: TimelineModel): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  const take = (value: number | undefined | null): void => {
    if (value === undefined || value === null || !Number.isFinite(value)) return;
    if (value < low) low = value;
    if (value > high) high = value;
  };
  for (let index = 0; index < model.values.length; index += 1) take(model.values[index]);
  const left = model.counterfactual;
  if (left) for (let index = 0; index < left.length; index += 1) take(left[index]);
  take(model.threshold);
  if (low > high) return [0, 1];
  const air = (high - low || Math.abs(high) || 1) * 0.1;
  return [low - air, high + air];
}

/** A window in words, for a screen reader and for the tip under the pointer. */
export function windowInWords(
  model: TimelineModel,
  index: number,
  format: (value: number) => string = (value) => value.toFixed(2),
): string {
  const place = `Window ${index + 1} of ${model.total}`;
  if (index >= model.position) return `${place}, not reached yet`;
  const parts = [place];
  const reign = reignAt(model, index);
  if (reign) parts.push(reign.label);
  const value = model.values[index];
  if (value !== undefined && Number.isFinite(value)) parts.push(`${model.metricLabel} ${format(value)}`);
  else parts.push(index < model.labelled ? `${model.metricLabel} undefined` : 'labels not known yet');
  if (model.alarms.includes(index)) parts.push('alarm');
  if (model.warnings?.includes(index)) parts.push('warning');
  if (model.changes?.includes(index)) parts.push('you changed the world here');
  if (model.ends?.includes(index)) parts.push('a change of yours ended here');
  return parts.join(', ');
}
