// The choice of the engine, on machines that are made up: the trainers are real, how they come and how they fail is not.

import { describe, expect, it, vi } from 'vitest';
import { forward } from '../../src/core/forward.ts';
import type { Architecture } from '../../src/core/network.ts';
import type { EngineId } from '../../src/core/records.ts';
import type { Adapter } from '../../src/engine/adapter.ts';
import { Engines } from '../../src/engine/engines.ts';
import { probeSetup } from '../../src/engine/model-class.ts';
import { Busy, TfjsTurns } from '../../src/engine/tfjs-turn.ts';
import { disagreement, stepMs } from '../../src/engine/selftest.ts';
import type { LoadedTrainer } from '../../src/engine/trainer-loading.ts';
import { referenceTraining } from '../../src/engine/trainers/reference.ts';
import type { TrainerKind } from '../../src/engine/trainers/trainer.ts';
import { jsEngine } from './fixtures.ts';

const js = jsEngine.trainer;

/** The JavaScript trainer, slower by so many milliseconds a step. */
const slowed = (ms: number): TrainerKind => ({
  ...js,
  async prepare(setup) {
    const trainer = await js.prepare(setup);
    const advance = trainer.advance.bind(trainer);
    trainer.advance = async (most) => {
      await new Promise((resolve) => setTimeout(resolve, ms * most));
      await advance(most);
    };
    return trainer;
  },
});

/** Answers with weights that are a little off. */
const wrong: TrainerKind = {
  ...js,
  async prepare(setup) {
    const trainer = await js.prepare(setup);
    const weights = trainer.weights.bind(trainer);
    trainer.weights = async () => (await weights()).map((weight) => weight + 0.001);
    return trainer;
  },
};

/** Trains images too, as slowly and exactly as float64 does. */
const withImages: TrainerKind = {
  supports: (architecture, learning) => (architecture.image ? null : js.supports(architecture, learning)),
  async prepare(setup) {
    if (!setup.architecture.image) return js.prepare(setup);
    const stepsPerEpoch = Math.ceil(setup.data.rows / setup.learning.batchSize);
    let step = 0;
    const weights = async () => Float32Array.from(referenceTraining(setup, step).weights);
    const layers = setup.architecture.layers.map((layer) => ({ ...layer, activation: 'linear' as const }));
    return {
      stepsPerEpoch,
      get step() {
        return step;
      },
      get epoch() {
        return Math.floor(step / stepsPerEpoch);
      },
      advance: async () => void step++,
      weights,
      outputs: async (inputs) => forward({ ...setup.architecture, layers }, await weights(), inputs),
      checkpoint: () => Promise.reject(new Error('not part of this test')),
      restore: () => undefined,
      setWeights: () => undefined,
      setLearningRate: () => undefined,
      dispose: () => undefined,
    };
  },
};

function machine(
  trainers: Partial<Record<EngineId, TrainerKind | string>>,
  adapter: Adapter | null = null,
  lost: Promise<string> | null = null,
) {
  const loads: EngineId[] = [];
  const engines = new Engines({
    browser: 'a browser',
    makeCurrent: async () => undefined,
    findAdapter: async () => adapter,
    load: async (id): Promise<LoadedTrainer> => {
      loads.push(id);
      const trainer = trainers[id] ?? 'not here';
      if (typeof trainer === 'string') throw new Error(trainer);
      const gpu = id.endsWith('webgpu');
      return { id, trainer, fleet: null, adapter: gpu ? adapter : null, lost: gpu ? lost : null };
    },
  });
  return { engines, loads };
}

const chosen = async ({ engines }: ReturnType<typeof machine>, prefer: EngineId | null = null) =>
  (await engines.prefer(prefer, null)).info;

const card = { name: 'a graphics card', software: false };

describe('the choice', () => {
  it('is the fastest, and tells every figure', async () => {
    const info = await chosen(machine({ wasm: js, webgpu: slowed(5), js: slowed(2) }, card));
    expect(info).toMatchObject({ trainer: 'wasm', backend: 'wasm', adapter: null, software: false });
    expect(info.reason).toMatch(
      /small dense nets: WebAssembly [\d.e-]+ ms, plain JavaScript [\d.e-]+ ms, WebGPU [\d.e-]+ ms a step/,
    );
    expect(await chosen(machine({ wasm: slowed(2), webgpu: js, js: slowed(2) }, card))).toMatchObject({
      trainer: 'webgpu',
      adapter: 'a graphics card',
    });
  });

  it('is never a software adapter, however fast', async () => {
    const swift = { name: 'swiftshader', software: true };
    const made = machine({ wasm: slowed(2), webgpu: js, js: slowed(4) }, swift);
    const info = await chosen(made);
    expect(info.trainer).toBe('wasm');
    expect(info.reason).toContain('swiftshader) is software, not a GPU');
    expect(made.loads).not.toContain('webgpu');
  });

  it('sets a trainer aside that computes wrongly or does not come, and says so', async () => {
    const info = await chosen(machine({ wasm: wrong, webgpu: 'driver too old', js }, card));
    expect(info.trainer).toBe('js');
    expect(info.reason).toMatch(/WebAssembly failed: a gradient gave wrong numbers \(off by 0.001/);
    expect(info.reason).toContain('WebGPU failed: driver too old');
  });

  it('fails with every reason where nothing works', async () => {
    const made = machine({ wasm: wrong });
    await expect(chosen(made)).rejects.toThrow(/WebAssembly failed.*plain JavaScript failed: not here/);
  });

  it('follows the person, and refuses what does not work', async () => {
    const made = machine({ wasm: js, js: slowed(1) });
    expect(await chosen(made, 'js')).toMatchObject({
      trainer: 'js',
      reason: 'plain JavaScript was asked for.',
    });
    await expect(chosen(made, 'webgpu')).rejects.toMatchObject({
      code: 'bad-input',
      message: 'WebGPU does not work here: not here',
    });
    // The former preference holds, also for the next training.
    const { architecture, learning } = probeSetup('small');
    expect(await made.engines.use(architecture, learning, null, async ({ engine }) => engine.id)).toBe('js');
    expect((await chosen(made)).trainer).toBe('wasm');
  });

  it('lets another engine train what the one asked for does not, and says so', async () => {
    const made = machine({ wasm: js, js, 'tfjs-wasm': withImages, 'tfjs-cpu': 'not here' });
    await chosen(made, 'js');
    const { architecture, learning } = probeSetup('image');
    const info = await made.engines.use(architecture, learning, null, async (choice) => choice.info);
    expect(info).toMatchObject({ trainer: 'tfjs', backend: 'wasm' });
    expect(info.reason).toMatch(
      /^plain JavaScript was asked for\. .*[Cc]onvolution.*TensorFlow\.js on WebAssembly [\d.e-]+ ms/,
    );
    // Dense nets stay where they were asked for.
    const dense = probeSetup('small');
    const small = await made.engines.use(
      dense.architecture,
      dense.learning,
      null,
      async (choice) => choice.info,
    );
    expect(small.trainer).toBe('js');
  }, 20_000);

  it('goes on where a checkpoint was made, whatever is preferred, as long as that works', async () => {
    const made = machine({ wasm: js, js });
    const { architecture, learning } = probeSetup('small');
    const on = (pinned: EngineId | null) =>
      made.engines.use(architecture, learning, pinned, async ({ engine }) => engine.id);
    await chosen(made, 'js');
    expect(await on('wasm')).toBe('wasm');
    expect(await on('webgpu')).toBe('js');
    expect(await on(null)).toBe('js');
  });

  it('sets a trainer aside that is wrong in one of its ways only', async () => {
    const engines = new Engines({
      browser: 'a browser',
      makeCurrent: async () => undefined,
      findAdapter: async () => card,
      load: async (id) => ({
        ...jsEngine,
        id,
        otherWays: id === 'webgpu' ? [{ way: 'in tiles', kind: wrong }] : [],
      }),
    });
    const { info } = await engines.prefer(null, null);
    expect(info.reason).toMatch(/WebGPU failed: in tiles: a gradient gave wrong numbers/);
  });

  it('does not hold against an engine that it was only busy', async () => {
    const tfjs = { 'tfjs-wasm': js, 'tfjs-cpu': slowed(1), wasm: js, js };
    const made = machine(tfjs);
    const image: Architecture = {
      ...probeSetup('image').architecture,
      image: undefined,
    };
    await made.engines.prefer('tfjs-cpu', null);
    let end: () => void = () => undefined;
    const training = made.engines.use(image, probeSetup('image').learning, null, () => {
      return new Promise<void>((resolve) => {
        end = resolve;
      });
    });
    await vi.waitFor(() => expect(made.loads).toContain('tfjs-cpu'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await expect(made.engines.prefer('tfjs-wasm', null)).rejects.toThrow(
      /training a model on another engine/,
    );
    end();
    await training;
    expect((await made.engines.prefer('tfjs-wasm', null)).info.backend).toBe('wasm');
  });

  it('loads once and measures once', async () => {
    const made = machine({ wasm: js, js });
    await chosen(made);
    await chosen(made, 'js');
    await chosen(made);
    expect(made.loads).toEqual(['wasm', 'js']);
  });
});

describe('a lost device', () => {
  const { architecture, learning } = probeSetup('small');

  it('is loaded anew, three times; then it is set aside', async () => {
    let lose: (reason: string) => void = () => undefined;
    const losable: LoadedTrainer[] = [];
    const engines = new Engines({
      browser: 'a browser',
      makeCurrent: async () => undefined,
      findAdapter: async () => card,
      load: async (id) => {
        if (id !== 'webgpu') return { ...jsEngine, id, trainer: slowed(id === 'wasm' ? 2 : 8) };
        const lost = new Promise<string>((resolve) => {
          lose = resolve;
        });
        const engine = { ...jsEngine, id, adapter: card, lost };
        losable.push(engine);
        return engine;
      },
    });
    const used = () => engines.use(architecture, learning, null, async ({ engine }) => engine.id);
    for (let losses = 0; losses < 3; losses++) {
      expect(await used()).toBe('webgpu');
      expect(losable).toHaveLength(losses + 1);
      lose('unplugged');
      await losable.at(-1)!.lost;
    }
    expect(await used()).toBe('wasm');
    const { info } = await engines.choose('small');
    expect(info.reason).toContain('WebGPU failed: The graphics device was lost 3 times (unplugged).');
  });
});

it('one loss of a device that two engines share counts once', async () => {
  let lose: (reason: string) => void = () => undefined;
  let lost = new Promise<string>(() => undefined);
  const engines = new Engines({
    browser: 'a browser',
    makeCurrent: async () => undefined,
    findAdapter: async () => card,
    load: async (id) => (id.endsWith('webgpu') ? { ...jsEngine, id, lost } : { ...jsEngine, id }),
  });
  for (let losses = 0; losses < 2; losses++) {
    lost = new Promise<string>((resolve) => {
      lose = resolve;
    });
    await engines.prefer('webgpu', null);
    await engines.prefer('tfjs-webgpu', null);
    lose('unplugged');
    await lost;
  }
  expect((await engines.prefer('webgpu', null)).info.trainer).toBe('webgpu');
});

describe('turns with TensorFlow.js', () => {
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

  it('the backend stays the same as long as anybody is at work on it', async () => {
    let current = '';
    const turns = new TfjsTurns(async (id) => {
      await pause(5);
      current = id;
    });
    const seen: string[] = [];
    const probe = (id: EngineId) =>
      turns.take(id, false, async () => {
        for (let i = 0; i < 3; i++) {
          expect(current).toBe(id);
          await pause(3);
        }
        seen.push(id);
      });
    await Promise.all(
      (['tfjs-wasm', 'tfjs-cpu', 'tfjs-wasm', 'tfjs-webgpu', 'tfjs-cpu'] as const).map(probe),
    );
    expect(seen.toSorted()).toEqual(['tfjs-cpu', 'tfjs-cpu', 'tfjs-wasm', 'tfjs-wasm', 'tfjs-webgpu']);
  });

  it('a training refuses others, and lets those on its own backend join', async () => {
    const turns = new TfjsTurns(async () => undefined);
    const training = turns.take('tfjs-wasm', true, () => pause(30));
    await expect(turns.take('tfjs-cpu', false, () => pause(0))).rejects.toBeInstanceOf(Busy);
    await turns.take('tfjs-wasm', false, () => pause(0));
    await turns.take('wasm', true, () => pause(0));
    await training;
    await turns.take('tfjs-cpu', false, () => pause(0));
  });

  it('a backend that does not start leaves the turn to the next', async () => {
    const turns = new TfjsTurns((id) =>
      id === 'tfjs-wasm' ? Promise.reject(new Error('no wasm')) : Promise.resolve(),
    );
    await expect(turns.take('tfjs-wasm', true, () => pause(0))).rejects.toThrow('no wasm');
    await turns.take('tfjs-cpu', true, () => pause(0));
  });
});

describe('the self-test', () => {
  it('finds nothing wrong with a right trainer', async () => {
    expect(await disagreement(js)).toBe(null);
  });

  it.each([
    ['a wrong forward pass', { outputs: 0.01, weights: 0 }, /forward pass gave wrong numbers/],
    ['wrong weights', { outputs: 0, weights: 0.01 }, /gradient gave wrong numbers/],
    ['numbers that are none', { outputs: 0, weights: NaN }, /off by Infinity/],
  ])('finds %s', async (_, off, words) => {
    const kind: TrainerKind = {
      ...js,
      async prepare(setup) {
        const trainer = await js.prepare(setup);
        const [outputs, weights] = [trainer.outputs.bind(trainer), trainer.weights.bind(trainer)];
        trainer.outputs = async (inputs) => (await outputs(inputs)).map((value) => value + off.outputs);
        trainer.weights = async () => (await weights()).map((value) => value + off.weights);
        return trainer;
      },
    };
    expect(await disagreement(kind)).toMatch(words);
  });

  it('leaves out what a first step and a slow read-back cost', async () => {
    const kind: TrainerKind = {
      ...js,
      async prepare(setup) {
        const trainer = await js.prepare(setup);
        const [advance, weights] = [trainer.advance.bind(trainer), trainer.weights.bind(trainer)];
        trainer.advance = async (most) => {
          if (trainer.step === 0) await new Promise((resolve) => setTimeout(resolve, 200));
          await advance(most);
        };
        trainer.weights = async () => {
          await new Promise((resolve) => setTimeout(resolve, 20));
          return weights();
        };
        return trainer;
      },
    };
    expect(await stepMs(kind, probeSetup('small'), 200)).toBeLessThan(3);
  });

  it('times steps, not calls', async () => {
    const each = await stepMs(slowed(2), probeSetup('small'), 60);
    expect(each).toBeGreaterThan(2);
    expect(each).toBeLessThan(20);
  });
});
