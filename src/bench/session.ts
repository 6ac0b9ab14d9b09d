// What an engine must be able to do to take part.

import type { Material } from './material.ts';
import type { EngineName } from './report.ts';
import type { EpsilonPlace } from './reference.ts';
import type { Workload } from './workloads.ts';

/** One engine with one workload's data and models, ready to train. */
export interface Session {
  /** Models that one step trains. */
  readonly models: number;
  /** Takes exactly `steps` steps with each of these models. Resolves when they are done, on a graphics card too. */
  advance(steps: number): Promise<void>;
  /** Parameters of one model, flat as in core/network.ts. */
  weights(model: number): Promise<Float32Array>;
  dispose(): void;
}

/** A trained model that answers one row at a time. */
export interface Scorer {
  /** Whether it answers with the sums of the output layer, before sigmoid or softmax. */
  readonly sums: boolean;
  /** Outputs of one row. */
  score(row: Float32Array): Promise<Float32Array>;
  dispose(): void;
}

export interface BenchEngine {
  readonly name: EngineName;
  readonly epsilon: EpsilonPlace;
  /** Ways to call it, of which the faster one counts; one nameless way for most. */
  readonly variants: readonly string[];
  /** Null, or why it can't do this, in words. */
  refuses(workload: Workload): string | null;
  /** What must be known of the way it does this, in words; null when there is nothing. */
  remark(workload: Workload): string | null;
  /** Loads and starts what it computes this with. */
  open(workload: Workload): Promise<void>;
  /** Begins at the material's first parameters, or at `weights` (of the first model). */
  prepare(material: Material, variant: string, weights?: Float32Array): Promise<Session>;
  scorer(material: Material): Promise<Scorer>;
}

/** One after another, at most this many models of a sweep stand for all. */
export const standIns = 2;
