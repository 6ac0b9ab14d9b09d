// The choice of the engine, on machines that are made up: the trainers are real, how they come and how they fail is not.

import { describe, expect, it } from 'vitest';
import type { EngineId } from '../../src/core/records.ts';
import type { Adapter } from '../../src/engine/adapter.ts';
import { Engines } from '../../src/engine/engines.ts';
import { probeSetup } from '../../src/engine/model-class.ts';
import { disagreement, stepMs } from '../../src/engine/selftest.ts';
import type { LoadedTrainer } from '../../src/engine/trainer-loading.ts';
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

function machine(
  trainers: Partial<Record<EngineId, TrainerKind | string>>,
  adapter: Adapter | null = null,
  lost: Promise<string> | null = null,
) {
  const loads: EngineId[] = [];
  const engines = new Engines({
    browser: 'a browser',
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

async function chosen({ engines }: ReturnType<typeof machine>, prefer: EngineId | null = null) {
  await engines.prefer(prefer, null);
  return (await engines.choose('small')).info;
}

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
    expect((await chosen(made)).trainer).toBe('wasm');
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

  it('times steps, not calls', async () => {
    const each = await stepMs(slowed(2), probeSetup('small'), 60);
    expect(each).toBeGreaterThan(2);
    expect(each).toBeLessThan(20);
  });
});
