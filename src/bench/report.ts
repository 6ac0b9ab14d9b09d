// What a bench says: plain data that survives a worker, a clipboard and a file.

export const engineNames = [
  'ours-wasm',
  'ours-webgpu',
  'ours-js',
  'tfjs-cpu-fit',
  'tfjs-wasm-fit',
  'tfjs-webgpu-fit',
  'tfjs-cpu-minimize',
  'tfjs-wasm-minimize',
  'tfjs-webgpu-minimize',
  'jax-js-wasm',
  'jax-js-webgpu',
] as const;
export type EngineName = (typeof engineNames)[number];

export const isOurs = (engine: EngineName): boolean => engine.startsWith('ours-');

export interface BenchResult {
  readonly workload: string;
  readonly engine: EngineName;
  /** Milliseconds per step (of one model), or per what the workload counts; null when it was not timed. */
  readonly medianMs: number | null;
  readonly minMs: number | null;
  readonly maxMs: number | null;
  /** Timed samples behind the median. */
  readonly samples: number;
  /** Largest difference of a parameter from the float64 reference; null when there is none, see `reason`. */
  readonly parity: number | null;
  /** Steps after which parity was measured. */
  readonly paritySteps: number;
  /** The best peer's median divided by this one's: how many times as fast. */
  readonly ratio: number | null;
  /** Why there is no time, or no parity, in words. */
  readonly reason: string | null;
  /** What else must be known to read the number. */
  readonly note: string | null;
}

export interface Machine {
  readonly machine: string;
  /** The WebGPU adapter in its own words; null where there is none. */
  readonly adapter: string | null;
  /** True when that adapter is a program, not a graphics card: then no "webgpu" row says anything about GPUs. */
  readonly software: boolean;
}

export interface BenchReport extends Machine {
  /** What holds for all results, in words. */
  readonly notes: readonly string[];
  /** True when the page computed something else meanwhile: then the times say little. */
  readonly disturbed: boolean;
  readonly results: readonly BenchResult[];
}

export interface Sampling {
  /** Timed samples of each engine. */
  readonly samples: number;
  /** Least length of one sample, in seconds. */
  readonly seconds: number;
}

/** Middle value; of an even number the mean of the two in the middle. @throws RangeError without values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const high = sorted[sorted.length >> 1];
  const low = sorted[(sorted.length - 1) >> 1];
  if (high === undefined || low === undefined) throw new RangeError('There is no median of nothing.');
  return (low + high) / 2;
}

/** An engine's timed samples as a result, without its ratio. */
export function timed(
  values: readonly number[],
  rest: Pick<BenchResult, 'workload' | 'engine' | 'parity' | 'paritySteps' | 'reason' | 'note'>,
): BenchResult {
  return {
    ...rest,
    medianMs: median(values),
    minMs: Math.min(...values),
    maxMs: Math.max(...values),
    samples: values.length,
    ratio: null,
  };
}

/** A row that says why an engine has no time. */
export const untimed = (
  workload: string,
  engine: EngineName,
  reason: string,
  parity: number | null = null,
  paritySteps = 0,
): BenchResult => ({
  workload,
  engine,
  medianMs: null,
  minMs: null,
  maxMs: null,
  samples: 0,
  parity,
  paritySteps,
  ratio: null,
  reason,
  note: null,
});

/** The fastest peer of one workload; null when no peer was timed. */
export function bestPeer(results: readonly BenchResult[]): BenchResult | null {
  let best: BenchResult | null = null;
  for (const result of results)
    if (!isOurs(result.engine) && result.medianMs !== null && result.medianMs < (best?.medianMs ?? Infinity))
      best = result;
  return best;
}

/** Results of one workload, each with how many times as fast as the best peer it is. */
export function withRatios(results: readonly BenchResult[]): BenchResult[] {
  const best = bestPeer(results)?.medianMs ?? null;
  return results.map((result) => ({
    ...result,
    ratio: best === null || result.medianMs === null ? null : best / result.medianMs,
  }));
}
