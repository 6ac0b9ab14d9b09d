// Holds any trainer against the float64 reference. Runs in Node and in the browser; throws plain errors, so that a bench or
// a page may use it too. Random nets: parity-arbitrary.ts; many models at once: parity-fleet.ts.

import { forward } from '../../../src/core/forward.ts';
import { optimizerSlots } from '../../../src/core/learning.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { ReferenceState } from '../../../src/engine/trainers/reference.ts';
import { referenceTraining } from '../../../src/engine/trainers/reference.ts';
import type { Trainer, TrainerKind, TrainerSetup } from '../../../src/engine/trainers/trainer.ts';

export { everyCase } from './parity-cases.ts';
export { oddCases } from './parity-odd-cases.ts';

/** What issue and README promise: max |Δw| after 200 steps. */
export const tolerance = 1e-4;

const remembered = new WeakMap<TrainerSetup, Map<number, ReferenceState>>();

/** `referenceTraining` from the start, computed once per setup and number of steps. */
export function expected(setup: TrainerSetup, steps: number): ReferenceState {
  const known = remembered.get(setup) ?? new Map<number, ReferenceState>();
  remembered.set(setup, known);
  const state = known.get(steps) ?? referenceTraining(setup, steps);
  known.set(steps, state);
  return state;
}

/** Greatest distance; infinite where anything is not a number. @throws Error for unequal lengths. */
export function furthest(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  if (found.length !== wanted.length) throw new Error(`${found.length} values, not ${wanted.length}.`);
  let most = 0;
  for (let i = 0; i < wanted.length; i++) {
    const distance = Math.abs(found[i]! - wanted[i]!);
    if (!(distance <= most)) most = Number.isNaN(distance) ? Infinity : distance;
  }
  return most;
}

/** Takes steps across epochs, up to `slice` at a time. @throws Error when an advance breaks the rules. */
export async function takeSteps(trainer: Trainer, steps: number, slice = Infinity): Promise<void> {
  const until = trainer.step + steps;
  while (trainer.step < until) {
    const before = trainer.step;
    const asked = Math.min(until - before, slice);
    await trainer.advance(asked);
    const epochEnds = (Math.floor(before / trainer.stepsPerEpoch) + 1) * trainer.stepsPerEpoch;
    if (trainer.step <= before) throw new Error(`advance(${asked}) at step ${before} took no step.`);
    if (trainer.step > Math.min(before + asked, epochEnds))
      throw new Error(
        `advance(${asked}) at step ${before} went to ${trainer.step}; the epoch ends at ${epochEnds}.`,
      );
    if (trainer.epoch !== Math.floor(trainer.step / trainer.stepsPerEpoch))
      throw new Error(`Step ${trainer.step} is not in epoch ${trainer.epoch}.`);
  }
}

/**
 * Max |Δw| between a trainer and the float64 reference after some steps; infinite for anything not finite. That every named
 * case moves by far more than the tolerance, so that standing still can't pass, is shown once in reference.test.ts.
 * @throws Error when the kind refuses the setup.
 */
export async function parity(kind: TrainerKind, setup: TrainerSetup, steps = 200): Promise<number> {
  const refusal = kind.supports(setup.architecture, setup.learning);
  if (refusal !== null) throw new Error(refusal);
  const wanted = expected(setup, steps).weights;
  const trainer = await kind.prepare(setup);
  try {
    await takeSteps(trainer, steps);
    return furthest(await trainer.weights(), wanted);
  } finally {
    trainer.dispose();
  }
}

/** @throws Error naming the first number that is not the same bit for bit. */
export function sameBits(what: string, found: Float32Array, wanted: Float32Array): void {
  const bits = (values: Float32Array) => new Uint32Array(values.slice().buffer);
  const [a, b] = [bits(found), bits(wanted)];
  if (a.length !== b.length) throw new Error(`${what}: ${a.length} values, not ${b.length}.`);
  for (let i = 0; i < a.length; i++)
    if (a[i] !== b[i]) throw new Error(`${what}: value ${i} is ${found[i]}, not ${wanted[i]}, bit for bit.`);
}

function at(trainer: Trainer, epoch: number, step: number): void {
  if (trainer.epoch !== epoch || trainer.step !== step)
    throw new Error(`At step ${trainer.step} of epoch ${trainer.epoch}, not ${step} of ${epoch}.`);
}

async function refused(what: string, action: () => unknown): Promise<void> {
  try {
    await action();
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'bad-input') return;
    throw thrown;
  }
  throw new Error(`${what} was not refused.`);
}

/** The model's sums before the last activation, by core/forward. */
function sums({ architecture }: TrainerSetup, weights: Float32Array, inputs: Float32Array): Float32Array {
  const layers = architecture.layers.map((layer, index) =>
    index === architecture.layers.length - 1 ? { ...layer, activation: 'linear' as const } : layer,
  );
  return forward({ ...architecture, layers }, weights, inputs);
}

/**
 * What every trainer owes besides right numbers: the same seed gives the same bits however the steps are sliced, a restored
 * step continues bit for bit, in the midst of an epoch too (on a fresh trainer and on itself), no advance passes the end of
 * its epoch, copies in and out, and outputs like core/forward to 1e-5. @throws Error naming what broke.
 */
export async function checkTrainer(kind: TrainerKind, setup: TrainerSetup): Promise<void> {
  const start = setup.weights.slice();
  const trainers: Trainer[] = [];
  const prepare = async () => {
    const trainer = await kind.prepare(setup);
    trainers.push(trainer);
    return trainer;
  };
  try {
    const first = await prepare();
    const { stepsPerEpoch } = first;
    if (stepsPerEpoch !== Math.ceil(setup.data.rows / setup.learning.batchSize))
      throw new Error(`${stepsPerEpoch} steps in an epoch.`);
    sameBits('the start', await first.weights(), start);
    at(first, 0, 0);

    await takeSteps(first, 2 * stepsPerEpoch);
    const state = await first.checkpoint();
    if (state.epoch !== 2 || state.step !== 2 * stepsPerEpoch)
      throw new Error('A checkpoint of another epoch.');
    sameBits('the checkpoint', state.weights, await first.weights());
    const slots = optimizerSlots(setup.learning.optimizer) * start.length;
    if (state.optimizer.length !== slots)
      throw new Error(`${state.optimizer.length} numbers of state, not ${slots}.`);
    const reference = expected(setup, 2 * stepsPerEpoch);
    const off = furthest(state.optimizer, reference.optimizer);
    if (!(off <= tolerance)) throw new Error(`The optimiser's state is ${off} off the reference's.`);

    await takeSteps(first, 2 * stepsPerEpoch);
    const end = await first.weights();
    first.restore(state);
    at(first, state.epoch, state.step);
    sameBits('restored weights', await first.weights(), state.weights);
    await takeSteps(first, 2 * stepsPerEpoch, 2);
    sameBits('after restoring on itself', await first.weights(), end);

    const second = await prepare();
    const given = { ...state, weights: state.weights.slice(), optimizer: state.optimizer.slice() };
    second.restore(given);
    given.weights.fill(0);
    given.optimizer.fill(0);
    await takeSteps(second, 2 * stepsPerEpoch);
    sameBits('after restoring on a fresh trainer', await second.weights(), end);

    const third = await prepare();
    await takeSteps(third, 4 * stepsPerEpoch, 1);
    const copy = await third.weights();
    sameBits('one step at a time', copy, end);
    copy.fill(NaN);
    sameBits('after spoiling a copy', await third.weights(), end);
    await third.advance(1);
    const middle = await third.checkpoint();
    at(third, Math.floor((4 * stepsPerEpoch + 1) / stepsPerEpoch), middle.step);
    await takeSteps(third, 2 * stepsPerEpoch);
    const later = await third.checkpoint();
    for (const [trainer, slice] of [[third, 3] as const, [second, Infinity] as const]) {
      trainer.restore(middle);
      sameBits('restored in the midst of an epoch', await trainer.weights(), middle.weights);
      await takeSteps(trainer, 2 * stepsPerEpoch, slice);
      sameBits('after the midst of an epoch', await trainer.weights(), later.weights);
      sameBits('its optimiser', (await trainer.checkpoint()).optimizer, later.optimizer);
    }
    await refused('A state of another size', () => third.restore({ ...state, weights: new Float32Array(1) }));
    await refused('A step of another epoch', () =>
      third.restore({ ...state, step: state.step + stepsPerEpoch }),
    );
    await refused('Half a step', () => third.restore({ ...state, step: state.step + 0.5 }));

    const found = await first.outputs(setup.data.inputs);
    const wanted = sums(setup, end, setup.data.inputs);
    const scale = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    const distance = furthest(found, wanted);
    if (!(distance <= 1e-5 * scale)) throw new Error(`Outputs are ${distance} off core/forward's.`);
    const row = await first.outputs(setup.data.inputs.slice(0, setup.architecture.inputs));
    const alone = furthest(row, found.subarray(0, found.length / setup.data.rows));
    if (!(alone <= 1e-5 * scale))
      throw new Error(`A row alone is answered ${alone} off its answer among others.`);
    sameBits("the caller's own weights", setup.weights, start);
  } finally {
    for (const trainer of trainers) trainer.dispose();
  }
}
