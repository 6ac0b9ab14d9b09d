// One workload on all engines, side by side.

import { admits } from './admit.ts';
import type { Contestant, Report } from './contest.ts';
import { interleave, reasonOf } from './contest.ts';
import { Gate } from './gate.ts';
import { makeMaterial } from './material.ts';
import { untimed, withRatios } from './report.ts';
import type { BenchResult, EngineName, Sampling } from './report.ts';
import type { BenchEngine } from './session.ts';
import type { Workload } from './workloads.ts';

/** One row for every engine, timed or not, in the order they came. A cold start is measured from outside (bench.ts). */
export async function measure(
  workload: Workload,
  engines: readonly (() => Promise<BenchEngine>)[],
  sampling: Sampling,
  report: Report,
): Promise<BenchResult[]> {
  const { kind } = workload;
  if (kind === 'cold-start') throw new RangeError('A cold start needs a new worker.');
  const material = makeMaterial(workload);
  const gate = new Gate(material);
  const rows: BenchResult[] = [];
  const contestants: Contestant[] = [];
  const order: EngineName[] = [];
  try {
    for (const load of engines) {
      const engine = await load();
      order.push(engine.name);
      const refused = engine.refuses(workload);
      if (refused !== null) {
        rows.push(untimed(workload.id, engine.name, refused));
        continue;
      }
      report(`${engine.name}: comparing with float64`);
      try {
        await engine.open(workload);
        const admitted = await admits[kind](engine, material, gate, sampling.seconds);
        if ('run' in admitted) contestants.push(admitted);
        else rows.push(admitted);
      } catch (thrown) {
        rows.push(untimed(workload.id, engine.name, reasonOf(thrown)));
      }
    }
    rows.push(...(await interleave(contestants, workload.id, sampling, report)));
    return withRatios(rows.toSorted((a, b) => order.indexOf(a.engine) - order.indexOf(b.engine)));
  } finally {
    for (const contestant of contestants) contestant.dispose();
  }
}
