// The clock: everyone is warmed up, then every round takes one sample of each, so that whatever the machine does meanwhile
// falls on all of them.

import { AppError } from '../core/errors.ts';
import type { BenchResult, Sampling } from './report.ts';
import { timed, untimed } from './report.ts';
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

/** Repetitions that fill a sample, found while warming up for at least two samples' length. */
export async function warmUp(run: (times: number) => Promise<void>, seconds: number): Promise<number> {
  let times = 1;
  let spent = 0;
  for (;;) {
    const took = await secondsOf(() => run(times));
    spent += took;
    const enough = took >= seconds;
    if (spent >= 2 * seconds && took > 0.2 * seconds)
      return enough
        ? Math.max(1, Math.ceil((times * seconds * 1.05) / took))
        : Math.ceil((times * seconds * 1.15) / took);
    if (!enough) times = Math.ceil(times * Math.min(8, (seconds * 1.2) / Math.max(took, seconds / 50)));
  }
}

/** An engine that needs longer than this many samples' time per sample, on the whole, stops at three samples. */
const patience = 3;

/** One sample of at least `seconds`; shorter ones, of a machine that got faster, don't count. */
async function sampleOf(
  contestant: Contestant,
  times: number,
  seconds: number,
): Promise<{ took: number; times: number }> {
  for (;;) {
    const took = await secondsOf(() => contestant.run(times));
    if (took >= seconds) return { took, times };
    times = Math.ceil(times * Math.min(8, (1.1 * seconds) / Math.max(took, seconds / 50)));
  }
}

/** Takes all samples, one of each contestant per round. */
export async function interleave(
  contestants: readonly Contestant[],
  workload: string,
  { samples, seconds }: Sampling,
  report: Report,
): Promise<BenchResult[]> {
  const runs = [];
  const results: BenchResult[] = [];
  for (const contestant of contestants) {
    report(`${contestant.engine.name}: warming up`);
    try {
      const times = await warmUp((n) => contestant.run(n), seconds);
      runs.push({ contestant, times, values: [] as number[], spent: 0, problem: null as string | null });
    } catch (thrown) {
      results.push(
        untimed(
          workload,
          contestant.engine.name,
          reasonOf(thrown),
          contestant.parity,
          contestant.paritySteps,
        ),
      );
    }
  }
  for (let round = 1; round <= samples; round++)
    for (const run of runs) {
      const { contestant } = run;
      const slow = run.values.length >= 3 && run.spent > patience * samples * seconds;
      if (run.problem !== null || slow) continue;
      report(`${contestant.engine.name}: sample ${round} of ${samples}`);
      try {
        const { took, times } = await sampleOf(contestant, run.times, seconds);
        run.times = times;
        run.spent += took;
        run.values.push((1000 * took) / (times * contestant.counts));
      } catch (thrown) {
        run.problem = reasonOf(thrown);
      }
    }
  for (const { contestant, values, problem } of runs) {
    const { engine, parity, paritySteps, reason, note } = contestant;
    const wrong = problem ?? (await contestant.check().catch(reasonOf));
    results.push(
      wrong === null
        ? timed(values, { workload, engine: engine.name, parity, paritySteps, reason, note })
        : untimed(workload, engine.name, wrong, parity, paritySteps),
    );
  }
  return results;
}
