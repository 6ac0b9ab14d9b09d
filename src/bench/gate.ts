// The gate before the clock: an engine that does not compute what float64 computes is not timed. A shader that did not
// compile, for one, does nothing, very fast.

import type { Material } from './material.ts';
import { makeScript, setupOf } from './material.ts';
import { Reference } from './reference.ts';
import type { EpsilonPlace } from './reference.ts';
import type { Session } from './session.ts';

/** Largest difference of a parameter that passes. */
export const tolerance = 1e-4;

const leastSteps = 2;

/** References that have been computed, by where epsilon stands and which model it is. */
export class Gate {
  readonly #material: Material;
  readonly #references = new Map<string, { reference: Reference; known: Map<number, Float64Array> }>();

  constructor(material: Material) {
    this.#material = material;
  }

  /**
   * Trains a fresh session up to the workload's parity steps, or as many as fit in `seconds` (at least two), and
   * compares its first and last model.
   * @param most steps in place of the workload's.
   */
  async measure(
    session: Session,
    epsilon: EpsilonPlace,
    seconds: number,
    most: number = this.#material.workload.paritySteps,
  ): Promise<{ parity: number; steps: number; seconds: number }> {
    const paritySteps = Math.min(most, this.#material.workload.paritySteps);
    const began = performance.now();
    const spent = () => (performance.now() - began) / 1000;
    let steps = 0;
    while (steps < paritySteps && (steps < leastSteps || spent() < seconds)) {
      // The first step compiles and the second shows how long one takes; looking at the clock is not free for a queue.
      const taken = Math.min(steps < leastSteps ? 1 : 5, paritySteps - steps);
      await session.advance(taken);
      steps += taken;
    }
    const took = spent();
    return { parity: await this.#furthest(session, epsilon, steps), steps, seconds: took };
  }

  /** Trains a fresh session `steps` steps in one go, as the clock has it do, and compares as `measure` does. */
  async again(session: Session, epsilon: EpsilonPlace, steps: number): Promise<number> {
    await session.advance(steps);
    return this.#furthest(session, epsilon, steps);
  }

  async #furthest(session: Session, epsilon: EpsilonPlace, steps: number): Promise<number> {
    let parity = 0;
    for (const model of new Set([0, session.models - 1])) {
      const weights = await session.weights(model);
      parity = Math.max(parity, this.difference(weights, epsilon, steps, model));
    }
    return parity;
  }

  /** Infinity for anything that is not a number. */
  difference(weights: Float32Array, epsilon: EpsilonPlace, steps: number, model: number): number {
    const expected = this.#expected(epsilon, steps, model);
    if (weights.length !== expected.length) return Infinity;
    let worst = 0;
    for (const [i, value] of weights.entries()) {
      const distance = Math.abs(value - (expected[i] ?? NaN));
      if (!(distance <= worst)) worst = Number.isNaN(distance) ? Infinity : distance;
    }
    return worst;
  }

  #expected(epsilon: EpsilonPlace, steps: number, model: number): Float64Array {
    const key = `${epsilon} ${model}`;
    let entry = this.#references.get(key);
    const before = entry?.known.get(steps);
    if (before) return before;
    if (!entry || entry.reference.step > steps) {
      const script = makeScript(this.#material, this.#material.workload.paritySteps);
      const reference = new Reference(setupOf(this.#material, model), script, epsilon);
      entry = { reference, known: entry?.known ?? new Map<number, Float64Array>() };
      this.#references.set(key, entry);
    }
    entry.reference.advance(steps - entry.reference.step);
    const weights = entry.reference.weights.slice();
    entry.known.set(steps, weights);
    return weights;
  }
}
