// Where a value sits on a slider, and which value sits at a place.

export interface Range {
  readonly min: number;
  readonly max: number;
  readonly scale: 'linear' | 'log';
  readonly step?: number;
  readonly integer: boolean;
}

/** 0 at min, 1 at max. A value outside is put at the nearer end; NaN at the start. */
export function positionOf(range: Range, value: number): number {
  const { min, max } = range;
  const part =
    isLog(range) && value > 0 ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  return Number.isFinite(part) ? Math.min(1, Math.max(0, part)) : 0;
}

/** Rounded to the step, to whole numbers, or to two significant digits, so that nobody gets 0.0013895. */
export function valueAt(range: Range, position: number): number {
  const { min, max, step, integer } = range;
  const raw = isLog(range) ? min * (max / min) ** position : min + (max - min) * position;
  if (integer) return inside(range, min + Math.round((raw - min) / (step ?? 1)) * (step ?? 1));
  if (step !== undefined && !isLog(range)) {
    const steps = Math.round((raw - min) / step);
    return inside(range, Number((min + steps * step).toPrecision(12)));
  }
  return inside(range, Number(raw.toPrecision(2)));
}

/** A logarithm needs a range above zero. */
const isLog = (range: Range): boolean => range.scale === 'log' && range.min > 0 && range.max > range.min;
const inside = (range: Range, value: number): number => Math.min(range.max, Math.max(range.min, value));
