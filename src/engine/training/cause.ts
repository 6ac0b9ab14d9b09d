// Why a training ran away, in words: from the rows, the step at which it happened, and the steps before it.

import type { LayerLook } from '../../core/training-report.ts';
import { allFinite } from '../finite.ts';
import { batchOf } from '../looking/batch.ts';
import { rowsOfLook } from '../looking/cost.ts';
import { layerLooks } from '../looking/layers.ts';
import type { Prepared, PreparedRows } from '../preparation.ts';
import type { GoodMoment } from '../protocol.ts';
import type { TrainerSetup, TrainerState } from '../trainers/trainer.ts';
import type { Good } from './good.ts';
import type { BadStep, Trail } from './replay.ts';

/** A gradient that grew by so much within a few steps exploded. */
const explosion = 10;
/** A step that changes a layer by more than its own size is too long. */
const tooLong = 1;

const figure = (value: number): string => {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : 'beyond all numbers';
  const size = Math.abs(value);
  const short = value === 0 || (size >= 1e-4 && size < 1e6);
  return short ? String(Number(value.toPrecision(3))) : value.toExponential(1);
};

/** Where the first is that is not finite; −1: nowhere. The usual answer is quickly found. */
const badPlace = (values: Float32Array): number =>
  allFinite(values) ? -1 : values.findIndex((value) => !Number.isFinite(value));

function flawOf(rows: PreparedRows, names: readonly string[], what: string): string | null {
  const row = (at: number) => `row ${rows.tableRows[at]! + 1} of the table`;
  const bad = badPlace(rows.inputs);
  if (bad >= 0) {
    const name = names[bad % names.length];
    return `The ${what} rows hold a value that is not a finite number: input “${name ?? ''}” in ${row(Math.floor(bad / names.length))}.`;
  }
  const target = badPlace(rows.targets);
  if (target >= 0)
    return `The ${what} rows hold an answer that is not a finite number, in ${row(Math.floor(target / rows.outputs))}.`;
  const weight = rows.weights ? badPlace(rows.weights) : -1;
  return weight < 0 ? null : `A sample weight is not a finite number, in ${row(weight)}.`;
}

/** What is wrong with the rows themselves, before any training; null when nothing is. */
export function flawOfRows(
  { weights }: TrainerSetup,
  { training, validation, recipe }: Prepared,
): string | null {
  if (!allFinite(weights)) return 'The weights that the training began with are not all finite numbers.';
  return flawOf(training, recipe.outputs, 'training') ?? flawOf(validation, recipe.outputs, 'validation');
}

interface Grown {
  readonly layer: string;
  readonly before: { readonly step: number; readonly norm: number };
  readonly after: { readonly step: number; readonly norm: number };
}

/**
 * The layer whose gradient exploded first on the way to the bad step, or grew most.
 * @param trail from the last good moment to the one before the bad step.
 */
async function grownMost(
  setup: TrainerSetup,
  trail: Trail,
  breathe: () => Promise<void>,
): Promise<Grown | null> {
  const { architecture } = setup;
  const looks: { step: number; layers: LayerLook[] }[] = [];
  for (const { step, weights } of trail) {
    const batch = batchOf(setup, weights, step, rowsOfLook(architecture));
    looks.push({ step, layers: layerLooks(architecture, weights, { ...batch, gradient: batch.unclipped }) });
    await breathe();
  }
  const [first] = looks;
  if (!first) return null;
  const growth = (layer: LayerLook, index: number) => {
    const began = first.layers[index]!.gradientNorm;
    // Where the float64 of this look no longer holds it, it is beyond every other.
    return Number.isFinite(layer.gradientNorm) ? layer.gradientNorm / Math.max(began, 1e-30) : Infinity;
  };
  for (const look of looks) {
    const growths = look.layers.map(growth);
    const most = growths.indexOf(Math.max(...growths));
    if (!(growths[most]! >= explosion) && look !== looks.at(-1)) continue;
    const layer = look.layers[most]!;
    return {
      layer: layer.name,
      before: { step: first.step, norm: first.layers[most]!.gradientNorm },
      after: { step: look.step, norm: layer.gradientNorm },
    };
  }
  return null;
}

/** The greatest change of all parameters by one step, as a multiple of their size. */
function longestStep(trail: Trail): number {
  let most = 0;
  trail.forEach(({ step, weights }, at) => {
    const before = trail[at - 1];
    if (before?.step !== step - 1) return;
    let [change, size] = [0, 0];
    for (let i = 0; i < weights.length; i++) {
      change += (weights[i]! - before.weights[i]!) ** 2;
      size += before.weights[i]! ** 2;
    }
    if (size > 0) most = Math.max(most, Math.sqrt(change / size));
  });
  return most;
}

const whatBroke = {
  weights: 'the weights are no longer finite numbers',
  optimiser: 'what the optimiser remembers is no longer finite',
  outputs: 'the answers are too large for a number of 32 bits, and so is the loss',
  callback: 'a callback put in weights that are not finite numbers',
} as const;

/** Of whose weights the model is. */
function endOf({ epoch, step }: TrainerState, stepsPerEpoch: number, from: GoodMoment['from']): string {
  if (from === 'callback') return 'The model has the weights that a callback put back.';
  if (from === 'beginning')
    return step === 0
      ? 'No later loss was as good as the first, so the model has the weights that it began with.'
      : `No later loss was good, so the model has the weights from which it went on, after step ${step}.`;
  const place =
    step === epoch * stepsPerEpoch ? `the end of epoch ${epoch}` : `step ${step}, in epoch ${epoch + 1}`;
  return `The model has the weights from ${place}, the last moment with a good loss.`;
}

interface Circumstances {
  readonly setup: TrainerSetup;
  readonly flaw: string | null;
  /** Null: no step is to blame. */
  readonly bad: BadStep | null;
  /** What came back, and in its place: */
  readonly good: Good;
  readonly from: GoodMoment['from'];
  /** Epoch in which it was found, from 0, and base rate then. */
  readonly epoch: number;
  readonly learningRate: number;
  readonly stepsPerEpoch: number;
  /** Gives way to messages. @throws AppError `aborted`. */
  readonly breathe: () => Promise<void>;
}

/** @throws AppError `aborted`. */
export async function explain(circumstances: Circumstances): Promise<string> {
  const { setup, flaw, bad, good, from, breathe } = circumstances;
  const epoch = (bad?.before.state.epoch ?? circumstances.epoch) + 1;
  const where = bad
    ? `Training ran away at step ${bad.before.state.step + 1}, in epoch ${epoch}: ${whatBroke[bad.what]}.`
    : `Training ran away in epoch ${epoch}: the loss is no longer a finite number.`;
  const end = endOf(good.state, circumstances.stepsPerEpoch, from);
  if (flaw !== null) return `${where} ${flaw} ${end}`;
  if (bad?.what === 'callback') return `${where} ${end}`;
  const rate = bad?.before.learningRate ?? circumstances.learningRate;
  const lower = `Lower the learning rate (it is ${figure(rate)})`;
  if (!bad) return `${where} ${lower} and train again. ${end}`;
  const { step, weights } = good.state;
  const trail = [{ step, weights }, ...bad.trail.filter((place) => place.step > step)];
  const grown = await grownMost(setup, trail, breathe);
  const exploded =
    grown && (grown.after.norm >= explosion * grown.before.norm || !Number.isFinite(grown.after.norm));
  const story = !grown
    ? ''
    : exploded
      ? ` The gradient of ${grown.layer} exploded first: its norm was ${figure(grown.before.norm)} at step ${grown.before.step + 1} and ${figure(grown.after.norm)} at step ${grown.after.step + 1}.`
      : ` The norm of the gradient before it was ${figure(grown.after.norm)}, in ${grown.layer}.`;
  const long = longestStep(bad.trail);
  const likely =
    long > tooLong || !exploded
      ? ` Most likely the learning rate is too high${long > tooLong ? `: a step before it changed the weights by ${figure(long)} times their size` : ''}. ${lower} and train again.`
      : ` Most likely gradients explode on their way back through the layers. Clip them, or ${lower.toLowerCase()}.`;
  return `${where}${story}${likely} ${end}`;
}
