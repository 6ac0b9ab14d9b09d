// The gate and the clock with engines of the test's own: who is wrong is not timed, whatever way it is wrong in.

import { describe, expect, it } from 'vitest';
import type { Material } from '../../src/bench/material.ts';
import { makeScript, setupOf } from '../../src/bench/material.ts';
import { measure } from '../../src/bench/measure.ts';
import { Reference } from '../../src/bench/reference.ts';
import type { EngineName } from '../../src/bench/report.ts';
import type { BenchEngine, Session } from '../../src/bench/session.ts';
import { workloadOf } from '../../src/bench/workloads.ts';

const logistic = workloadOf('logistic-20-1-b32');
const sampling = { samples: 3, seconds: 0.005 };

/** Trains in float64, then lets `spoil` have its way with what it hands back. */
function engine(name: EngineName, spoil: (weights: Float32Array, step: number) => Float32Array): BenchEngine {
  const prepare = (material: Material): Promise<Session> => {
    const script = makeScript(material, material.workload.paritySteps);
    const references = material.models.map((_, i) => new Reference(setupOf(material, i), script, 'keras'));
    return Promise.resolve({
      models: references.length,
      advance(steps: number) {
        for (const reference of references) reference.advance(steps);
        return Promise.resolve();
      },
      weights: (model: number) => {
        const { weights, step } = references[model]!;
        return Promise.resolve(spoil(Float32Array.from(weights), step));
      },
      dispose: () => undefined,
    });
  };
  return {
    name,
    epsilon: 'keras',
    variants: [''],
    refuses: () => null,
    remark: () => null,
    open: () => Promise.resolve(),
    prepare,
    scorer: () => Promise.reject(new Error('not asked for')),
  };
}

const right = (weights: Float32Array) => weights;
const run = (...engines: BenchEngine[]) =>
  measure(
    logistic,
    engines.map((one) => () => Promise.resolve(one)),
    sampling,
    () => undefined,
  );

describe('the gate', () => {
  it('lets the right one through, and gives it times, range and ratio', async () => {
    const [ours, peer] = await run(engine('ours-js', right), engine('jax-js-wasm', right));
    expect(ours).toMatchObject({ workload: logistic.id, engine: 'ours-js', samples: 3, reason: null });
    expect(ours!.parity).toBeLessThan(1e-6);
    expect(ours!.paritySteps).toBeGreaterThan(10);
    const { minMs, medianMs, maxMs } = ours!;
    expect(minMs! > 0 && minMs! <= medianMs! && medianMs! <= maxMs!).toBe(true);
    expect(ours!.ratio).toBeCloseTo(peer!.medianMs! / medianMs!, 10);
    expect(peer!.ratio).toBe(1);
  });

  it.each<[string, (weights: Float32Array, step: number) => Float32Array]>([
    ['off by a thousandth in one place', (weights) => weights.with(3, weights[3]! + 1e-3)],
    ['not a number', (weights) => weights.with(0, NaN)],
    ['too short', (weights) => weights.slice(1)],
    ['nothing at all', (weights) => weights.map(() => 0)],
  ])('does not time what is wrong: %s', async (_name, spoil) => {
    const [wrong, peer] = await run(engine('ours-wasm', spoil), engine('tfjs-cpu-fit', right));
    expect(wrong).toMatchObject({ medianMs: null, minMs: null, samples: 0, ratio: null });
    expect(wrong!.reason).toMatch(/^Wrong: off by .*, so it was not timed\.$/);
    expect(peer!.medianMs).toBeGreaterThan(0);
  });

  it('marks a peer that parts late, and times it; one of ours it does not', async () => {
    const late = (weights: Float32Array, step: number) =>
      step > 10 ? weights.with(3, weights[3]! + 1e-3 * step) : weights;
    const [ours, peer] = await run(engine('ours-wasm', late), engine('tfjs-wasm-fit', late));
    expect(ours!.medianMs).toBeNull();
    expect(peer).toMatchObject({ paritySteps: 10, samples: 3, reason: null });
    expect(peer!.parity).toBeLessThan(1e-6);
    expect(peer!.note).toMatch(/^agrees at first, off by .* after \d+ steps$/);
  });

  it('takes the times away from what stood still or broke afterwards', async () => {
    let gated: Float32Array | null = null;
    const still = engine('ours-webgpu', (weights) => (gated ??= weights));
    const broken = engine('ours-js', (weights, step) => (step > 250 ? weights.with(0, Infinity) : weights));
    const [first, second] = await run(still, broken);
    expect(first).toMatchObject({ medianMs: null, reason: 'It stood still while it was timed.' });
    expect(second).toMatchObject({ medianMs: null, reason: 'It ended in values that are no numbers.' });
  });

  it('takes the times away from what drops work once it is timed', async () => {
    // Only one step of each call, which the careful calls of the gate before the clock would let pass at first.
    let sessions = 0;
    const lazy = engine('jax-js-wasm', right);
    const dropping: BenchEngine = {
      ...lazy,
      async prepare(material, variant) {
        const session = await lazy.prepare(material, variant);
        return ++sessions === 1
          ? session
          : { ...session, advance: (steps) => session.advance(Math.min(1, steps)) };
      },
    };
    const [row] = await run(dropping, engine('ours-js', right));
    expect(row).toMatchObject({ medianMs: null, samples: 0 });
    expect(row!.parity).toBeLessThan(1e-6);
    expect(row!.reason).toMatch(
      /^Wrong when it was asked again after it was timed: off by .* after \d+ steps\.$/,
    );
  });

  it('is content with three samples of a hopeless peer, and says so', async () => {
    const quick = engine('tfjs-wasm-fit', right);
    const slow: BenchEngine = {
      ...quick,
      name: 'tfjs-cpu-fit',
      async prepare(material, variant) {
        const session = await quick.prepare(material, variant);
        return {
          ...session,
          async advance(steps) {
            await session.advance(steps);
            await new Promise((resolve) => setTimeout(resolve, 2 * steps));
          },
        };
      },
    };
    const [many, few] = await measure(
      logistic,
      [quick, slow].map((one) => () => Promise.resolve(one)),
      { samples: 5, seconds: 0.005 },
      () => undefined,
    );
    expect(many).toMatchObject({ samples: 5, note: null });
    expect(few!.samples).toBe(3);
    expect(few!.note).toMatch(/3 samples, as it is more than 10 times slower than the fastest peer$/);
  });

  it('turns refusals and failures into rows with a reason', async () => {
    const unwilling = { ...engine('ours-wasm', right), refuses: () => 'Not today.' };
    const failing = {
      ...engine('jax-js-webgpu', right),
      open: () => Promise.reject(new Error('No adapter.')),
    };
    const rows = await run(unwilling, failing, engine('ours-js', right));
    expect(rows.map(({ engine: name, reason }) => [name, reason])).toEqual([
      ['ours-wasm', 'Not today.'],
      ['jax-js-webgpu', 'No adapter.'],
      ['ours-js', null],
    ]);
  });
});
