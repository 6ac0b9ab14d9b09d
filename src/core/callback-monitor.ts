// What EarlyStopping, ReduceLROnPlateau and ModelCheckpoint share: a figure of the logs that is to get better
// (keras/src/callbacks/monitor_callback.py, 3.15.1).

import type { CallbackContext, TrainingHost } from './callback.ts';
import type { Param, ParamValues } from './params.ts';

export const monitorParam: Param = {
  type: 'text',
  label: 'Figure to watch',
  help: 'Its name in the log: loss, val_loss, or a metric, with val_ in front for the validation rows.',
  maxLength: 200,
  default: 'val_loss',
};

export const modeParam: Param = {
  type: 'choice',
  label: 'Better is',
  help: 'Whether the figure should fall or rise. “By the figure” knows it for losses and for the metrics of this training.',
  options: [
    { value: 'auto', label: 'By the figure' },
    { value: 'min', label: 'Lower' },
    { value: 'max', label: 'Higher' },
  ],
  default: 'auto',
};

export const minDelta = (byDefault: number): Param => ({
  type: 'number',
  label: 'Least improvement',
  help: 'A change must be larger than this to count as better. The sign is ignored.',
  min: -1e9,
  max: 1e9,
  default: byDefault,
});

/** A parameter that may be left empty, written as text because a number parameter always has a value. */
export const optionalNumber = (label: string, help: string): Param => ({
  type: 'text',
  label,
  help: `${help} Leave it empty for none.`,
  maxLength: 40,
  default: '',
});

const decimal = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

/** Null when it is empty. @throws RangeError when it is no number; `optionalNumberProblem` says so beforehand. */
export function optionalNumberOf(values: ParamValues, name: string): number | null {
  const text = textOf(values, name).trim();
  if (text === '') return null;
  if (!decimal.test(text) || !Number.isFinite(Number(text)))
    throw new RangeError(`The setting ${name} must be a number or empty, not "${text}".`);
  return Number(text);
}

export function optionalNumberProblem(values: ParamValues, name: string, label: string): string | null {
  const text = textOf(values, name).trim();
  return text === '' || (decimal.test(text) && Number.isFinite(Number(text)))
    ? null
    : `${label} must be a number such as 0.35, or empty, not "${text}".`;
}

/** @throws RangeError when it is missing or no text. */
export function textOf(values: ParamValues, name: string): string {
  const value = values[name];
  if (typeof value !== 'string') throw new RangeError(`The setting ${name} must be a text.`);
  return value;
}

/** Keras' rule of mode="auto": one leading val_ is left out; a loss falls, otherwise the metric of that name decides. */
function direction(values: ParamValues, { directions }: CallbackContext): 'min' | 'max' | null {
  if (values['mode'] === 'min' || values['mode'] === 'max') return values['mode'];
  const name = textOf(values, 'monitor').replace(/^val_/, '');
  if (name === 'loss') return 'min';
  const better = directions.get(name);
  return better === undefined ? null : better === 'higher' ? 'max' : 'min';
}

export function monitorProblem(values: ParamValues, context: CallbackContext): string | null {
  const name = textOf(values, 'monitor');
  if (name === '') return 'Say which figure to watch, such as val_loss.';
  if (direction(values, context) !== null) return null;
  return `It is not known whether "${name}" should fall or rise: it is neither a loss nor a metric of this training. Choose “Lower” or “Higher”.`;
}

export interface Monitor {
  readonly name: string;
  readonly mode: 'min' | 'max';
  /** Whether `current` is better than `reference` by more than the least improvement. Anything beats null, nothing beats NaN. */
  improves(current: number, reference: number | null): boolean;
}

/**
 * Keras compares by `ops.less` and `ops.greater`, which on every backend that trains (JAX, TensorFlow, PyTorch) turn both sides
 * into float32 first; only the shift by the least improvement is made in float64.
 * @throws RangeError when `monitorProblem` has something to say.
 */
export function monitorOf(values: ParamValues, context: CallbackContext, delta: number): Monitor {
  const mode = direction(values, context);
  if (mode === null) throw new RangeError(monitorProblem(values, context) ?? 'No figure is watched.');
  const by = Math.abs(delta);
  return {
    name: textOf(values, 'monitor'),
    mode,
    improves(current, reference) {
      if (reference === null) return true;
      return mode === 'min'
        ? Math.fround(current + by) < Math.fround(reference)
        : Math.fround(current - by) > Math.fround(reference);
    },
  };
}

/** Four figures are enough for a sentence. */
export const figure = (value: number | null): string =>
  value === null ? 'none yet' : Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);

/** The sentence of Keras' warning when the log lacks a figure. */
export function sayMissing(
  name: string,
  logs: ReadonlyMap<string, number>,
  host: TrainingHost,
  so: string,
): void {
  const there = [...logs.keys()].sort().join(', ');
  host.say(
    `There is no "${name}" in the log (${there === '' ? 'it is empty' : `there is ${there}`}), so ${so}`,
    false,
  );
}
