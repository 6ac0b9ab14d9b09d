// Who computes, and what is known about the machine.

/** A trainer; of TensorFlow.js also on which of its backends. */
export const engineIds = ['wasm', 'webgpu', 'js', 'tfjs-webgpu', 'tfjs-wasm', 'tfjs-cpu'] as const;
export type EngineId = (typeof engineIds)[number];

export interface EngineInfo {
  readonly trainer: 'wasm' | 'webgpu' | 'js' | 'tfjs';
  readonly backend: 'webgpu' | 'wasm' | 'cpu';
  /** Adapter's own words where there is one ("nvidia ampere"), and whether it is software. */
  readonly adapter: string | null;
  readonly software: boolean;
  /** Why this one: measured step times, or what was missing. */
  readonly reason: string;
  /** Optimiser steps per second in the probe. */
  readonly stepsPerSecond: number;
}

/** What probes found on this machine: milliseconds per step, by class of models and engine. */
export interface Probed {
  /** Browser and adapter. Figures from another one do not count. */
  readonly machine: string;
  readonly figures: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface MachineMemory {
  /** The engine that the person asked for; null: the fastest. */
  readonly prefer: EngineId | null;
  readonly probed: Probed | null;
}

export function engineIdOf({ trainer, backend }: EngineInfo): EngineId {
  return trainer === 'tfjs' ? `tfjs-${backend}` : trainer;
}
