// The clock: everyone is warmed up, then every round takes one sample of each, so that whatever the machine does meanwhile
// falls on all of them.

import { AppError } from '../core/errors.ts';
import type { BenchResult, Sampling } from './report.ts';
import { isOurs, timed, untimed } from './report.ts';
import type { BenchEngine } from './session.ts';

/** Says what is being done, in words. */
export type Report = (doing: string) => void;

/** Something whose repetitions are timed. */
export interface Contestant {
  readonly engine: BenchEngine;
  readonly parity: number | null;
  readonly paritySteps: number;
  /** Why there is no parity, in words. */
  readonly reason: string | null;
  readonly note: string | null;
  /** Does it `times` times, to the end. */
  run(times: number): Promise<void>;
  /** How many times the counted thing is done by one `run(1)`. */
  readonly counts: number;
  /** Repetitions of a sample at least, where one does not take long by itself. */
  readonly least: number;
  /** Null, or why the times must not be believed after all. */
  check(): Promise<string | null>;
  dispose(): void;
}

/** What was thrown, for a row that has no time. */
export const reasonOf = (thrown: unknown): string =>
  AppError.from(thrown).message || 'It failed without a word.';

/** Seconds that one call takes. */
export async function secondsOf(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** Repetitions that fill a sample, found while warming up for at least one sample's length. */
export async function warmUp(run: (times: number) => Promise<void>, seconds: number): Promise<number> {
  let times = 1;
  let spent = 0;
  for (;;) {
    const took = await secondsOf(() => run(times));
    spent += took;
    const enough = took >= seconds;
    if (spent >= seconds && took > 0.2 * seconds)
      return enough
        ? Math.max(1, Math.ceil((times * seconds * 1.05) / took))
        : Math.ceil((times * seconds * 1.15) / took);
    if (!enough) times = Math.ceil(times * Math.min(8, (seconds * 1.2) / Math.max(took, seconds / 50)));
  }
}

/** An engine stops at this many samples, of which there is a median, when more would not change what is known of it. */
const fewSamples = 3;

/** It does when its samples take longer than this many times as long as they need, on the whole … */
const patience = 2;

/** … or when it is a peer that is more than this many times slower than the fastest peer. */
const hopeless = 10;

/** A repetition of more than this many samples' length is a sample by itself. */
const lengthy = 4;

/** One sample of at least `seconds`: where a machine got faster, a few repetitions more fill it. */
async function sampleOf(
  contestant: Contestant,
  times: number,
  seconds: number,
): Promise<{ took: number; times: number }> {
  let done = 0;
  let took = 0;
  for (let more = times; took < seconds;) {
    took += await secondsOf(() => contestant.run(more));
    done += more;
    const missing = (1.1 * (seconds - took)) / Math.max(took, seconds / 50);
    more = Math.max(1, Math.ceil(done * Math.min(8, missing)));
  }
  return { took, times: done };
}

interface Run {
  readonly contestant: Contestant;
  times: number;
  /** It never takes fewer. */
  readonly least: number;
  /** Milliseconds of the counted thing. */
  readonly values: number[];
  /** Seconds. */
  spent: number;
  problem: string | null;
}

/** Null, or why a run has samples enough, in words. */
function contentWith(run: Run, runs: readonly Run[], { samples, seconds }: Sampling): string | null {
  if (run.values.length < fewSamples || run.values.length >= samples) return null;
  const few = `${run.values.length} samples`;
  if (run.spent > patience * samples * seconds) return `${few}, as they are long`;
  if (isOurs(run.contestant.engine.name)) return null;
  const fastest = Math.min(
    ...runs
      .filter(({ contestant, problem }) => problem === null && !isOurs(contestant.engine.name))
      .flatMap(({ values }) => values),
  );
  return Math.min(...run.values) > hopeless * fastest
    ? `${few}, as it is more than ${hopeless} times slower than the fastest peer`
    : null;
}

/** Repetitions of one sample: those that fill it, and a few of slow ones, but for the very slow. */
async function repetitions({ run, least }: Contestant, seconds: number): Promise<number> {
  let each = 0;
  const times = await warmUp(async (n) => {
    each = (await secondsOf(() => run(n))) / n;
  }, seconds);
  return each > lengthy * seconds ? times : Math.max(times, least);
}

/** Takes the samples, one of each contestant per round. */
export async function interleave(
  contestants: readonly Contestant[],
  workload: string,
  sampling: Sampling,
  report: Report,
): Promise<BenchResult[]> {
  const { samples, seconds } = sampling;
  const runs: Run[] = [];
  const results: BenchResult[] = [];
  for (const contestant of contestants) {
    const { engine, parity, paritySteps } = contestant;
    report(`${engine.name}: warming up`);
    try {
      const times = await repetitions(contestant, seconds);
      const least = Math.min(times, contestant.least);
      runs.push({ contestant, times, least, values: [], spent: 0, problem: null });
    } catch (thrown) {
      results.push(untimed(workload, engine.name, reasonOf(thrown), parity, paritySteps));
    }
  }
  for (let round = 1; round <= samples; round++)
    for (const run of runs) {
      const { contestant } = run;
      if (run.problem !== null || contentWith(run, runs, sampling) !== null) continue;
      report(`${contestant.engine.name}: sample ${round} of ${samples}`);
      try {
        const { took, times } = await sampleOf(contestant, run.times, seconds);
        // A machine that got slower needs fewer of them.
        run.times = Math.max(run.least, Math.ceil((1.05 * seconds * times) / took));
        run.spent += took;
        run.values.push((1000 * took) / (times * contestant.counts));
      } catch (thrown) {
        run.problem = reasonOf(thrown);
      }
    }
  for (const run of runs) {
    const { contestant, values, times } = run;
    const { engine, parity, paritySteps, reason, least } = contestant;
    report(`${engine.name}: comparing with float64 again`);
    const wrong = run.problem ?? (await contestant.check().catch(reasonOf));
    const short =
      times <= least && least > 1 ? `${times === 1 ? 'one step' : `${times} steps`} a sample` : null;
    const note =
      [contestant.note, short, contentWith(run, runs, sampling)].filter(Boolean).join('; ') || null;
    results.push(
      wrong === null
        ? timed(values, { workload, engine: engine.name, parity, paritySteps, reason, note })
        : untimed(workload, engine.name, wrong, parity, paritySteps),
    );
  }
  return results;
}
