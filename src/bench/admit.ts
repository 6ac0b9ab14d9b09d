// Who may be timed: the gate for each kind of workload, and what is then repeated.

import { forward } from '../core/forward.ts';
import type { Contestant } from './contest.ts';
import { secondsOf, warmUp } from './contest.ts';
import type { Gate } from './gate.ts';
import { tolerance } from './gate.ts';
import type { Material } from './material.ts';
import { stepsPerEpoch } from './material.ts';
import { isOurs, untimed } from './report.ts';
import type { BenchResult } from './report.ts';
import type { BenchEngine, Session } from './session.ts';
import type { Workload, WorkloadKind } from './workloads.ts';

/** An opened engine that takes this workload becomes a contestant, or a row that says why not. */
type Admit = (
  engine: BenchEngine,
  material: Material,
  gate: Gate,
  seconds: number,
) => Promise<Contestant | BenchResult>;

const wrong = (workload: Workload, engine: BenchEngine, parity: number, steps: number): BenchResult =>
  untimed(
    workload.id,
    engine.name,
    `Wrong: off by ${parity.toExponential(1)}${steps > 0 ? ` after ${steps} steps` : ''}, so it was not timed.`,
    Number.isFinite(parity) ? parity : null,
    steps,
  );

/** The faster of an engine's ways, tried for one sample's length each. */
async function fasterWay(
  engine: BenchEngine,
  material: Material,
  seconds: number,
): Promise<{ variant: string; note: string | null }> {
  const [only] = engine.variants;
  if (engine.variants.length === 1) return { variant: only ?? '', note: null };
  const tried: { variant: string; each: number }[] = [];
  for (const variant of engine.variants) {
    const session = await engine.prepare(material, variant);
    try {
      // The first step compiles. Where the second one takes long, no way of waiting can matter.
      await session.advance(1);
      const second = await secondsOf(() => session.advance(1));
      if (second > seconds) return { variant, note: `${variant} (a step is too long for it to matter)` };
      const times = await warmUp((n) => session.advance(n), seconds / 4);
      const took = await secondsOf(() => session.advance(times));
      tried.push({ variant, each: (1000 * took) / times / session.models });
    } finally {
      session.dispose();
    }
  }
  tried.sort((a, b) => a.each - b.each);
  const [best, ...others] = tried;
  const trial = ({ variant, each }: (typeof tried)[number]) => `${variant} ${each.toPrecision(3)} ms`;
  const all = [best, ...others].flatMap((one) => (one ? [trial(one)] : []));
  return {
    variant: best?.variant ?? '',
    note: `${best?.variant ?? ''} (in a short trial: ${all.join(', ')})`,
  };
}

/** Steps that every right training takes alike, whatever it rounds. */
const firstSteps = 10;

/**
 * Samples' lengths that the gate may take before it is content with the steps it has. The nets of a sweep stand before it
 * as workloads of their own.
 */
const gateSamples = ({ models }: Workload): number => (models > 1 ? 3 : 6);

/** The gate after the clock: null, or why the times must not be believed. */
const stillRight = (parity: number, steps: number): string | null =>
  parity <= tolerance
    ? null
    : `Wrong when it was asked again after it was timed: off by ${parity.toExponential(1)} after ${steps} steps.`;

const admitTraining: Admit = async (engine, material, gate, seconds) => {
  const { workload } = material;
  const { variant, note } = await fasterWay(engine, material, seconds);
  const patience = gateSamples(workload) * seconds;
  let session: Session = await engine.prepare(material, variant);
  let { parity, steps, seconds: took } = await gate.measure(session, engine.epsilon, patience);
  let mark: string | null = null;
  if (parity > tolerance && !isOurs(engine.name)) {
    // A peer that rounds more coarsely bends some ReLU differently in time. One that computes the right thing still
    // agrees for the first steps: it is timed, and marked.
    mark = `agrees at first, off by ${parity.toExponential(1)} after ${steps} steps`;
    session.dispose();
    session = await engine.prepare(material, variant);
    ({ parity, steps, seconds: took } = await gate.measure(session, engine.epsilon, patience, firstSteps));
  }
  if (!(parity <= tolerance)) {
    session.dispose();
    return wrong(workload, engine, parity, steps);
  }
  const gated = await session.weights(0);
  return {
    engine,
    parity,
    paritySteps: steps,
    reason: null,
    note: [mark, engine.remark(workload), note].filter(Boolean).join('; ') || null,
    counts: session.models,
    least: 3,
    run: (times) => session.advance(times),
    async check() {
      // Work that was silently dropped would have been timed as done.
      const after = await session.weights(0);
      if (after.some((value) => !Number.isFinite(value))) return 'It ended in values that are no numbers.';
      if (after.every((value, i) => value === gated[i])) return 'It stood still while it was timed.';
      // Nor must it have learnt to do less since: a new training, taken in one go like a sample, stands where float64 does.
      const affordable = Math.max(2, Math.floor((2 * seconds * steps) / took));
      const checked = Math.min(steps, affordable);
      const fresh = await engine.prepare(material, variant);
      try {
        return stillRight(await gate.again(fresh, engine.epsilon, checked), checked);
      } finally {
        fresh.dispose();
      }
    },
    dispose: () => session.dispose(),
  };
};

/** One row at a time, with the answer in hand before the next. Parity is that of the answers. */
const admitScorer: Admit = async (engine, material) => {
  const scorer = await engine.scorer(material);
  const { setup, workload } = material;
  const { inputs } = setup.architecture;
  const rows = Array.from({ length: stepsPerEpoch }, (_, row) =>
    setup.data.inputs.slice(row * inputs, (row + 1) * inputs),
  );
  const furthest = async () => {
    let most = 0;
    for (const row of rows) {
      const [expected = NaN] = forward(setup.architecture, setup.weights, row);
      const [answer = NaN] = await scorer.score(row);
      const distance = Math.abs((scorer.sums ? 1 / (1 + Math.exp(-answer)) : answer) - expected);
      most = Number.isNaN(distance) ? Infinity : Math.max(most, distance);
    }
    return most;
  };
  const parity = await furthest();
  if (!(parity <= tolerance)) {
    scorer.dispose();
    return wrong(workload, engine, parity, 0);
  }
  let next = 0;
  return {
    engine,
    parity,
    paritySteps: 0,
    reason: null,
    note: 'parity: largest difference of an answer',
    counts: 1,
    least: 1,
    async run(times) {
      for (let i = 0; i < times; i++) await scorer.score(rows[next++ % rows.length]!);
    },
    async check() {
      const after = await furthest();
      return after <= tolerance
        ? null
        : `Wrong when it was asked again after it was timed: off by ${after.toExponential(1)}.`;
    },
    dispose: () => scorer.dispose(),
  };
};

const retrains = 10;

/** Each begins where the one before ended, takes one epoch, hands its parameters back and is thrown away. */
const admitRetrain: Admit = async (engine, material, gate) => {
  // A retrain is over before waiting for less often could pay.
  const variant = engine.variants.at(-1) ?? '';
  const retrained = async (from: Float32Array) => {
    const session = await engine.prepare(material, variant, from);
    try {
      await session.advance(stepsPerEpoch);
      return await session.weights(0);
    } finally {
      session.dispose();
    }
  };
  let weights = await retrained(material.setup.weights);
  const differs = (from: Float32Array) => gate.difference(from, engine.epsilon, stepsPerEpoch, 0);
  const parity = differs(weights);
  if (!(parity <= tolerance)) return wrong(material.workload, engine, parity, stepsPerEpoch);
  return {
    engine,
    parity,
    paritySteps: stepsPerEpoch,
    reason: null,
    note: variant || null,
    counts: retrains,
    least: 1,
    async run(times) {
      for (let i = 0; i < times * retrains; i++) weights = await retrained(weights);
    },
    async check() {
      if (!weights.every(Number.isFinite)) return 'It ended in values that are no numbers.';
      return stillRight(differs(await retrained(material.setup.weights)), stepsPerEpoch);
    },
    dispose: () => undefined,
  };
};

export const admits: Readonly<Record<Exclude<WorkloadKind, 'cold-start'>, Admit>> = {
  training: admitTraining,
  latency: admitScorer,
  retrain: admitRetrain,
};
