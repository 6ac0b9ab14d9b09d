// What every fleet refuses in the same way. Runs in Node and in the browser.

import { AppError } from '../../../src/core/errors.ts';
import type { FleetKind, FleetModel, FleetSetup, FleetState } from '../../../src/engine/trainers/trainer.ts';

/** Setups that no fleet takes, by what is wrong with them. @param setup one that every fleet takes, of two layers. */
function wrongSetups(setup: FleetSetup): Record<string, FleetSetup> {
  const { architecture, learning, data } = setup;
  const model = setup.models[0]!;
  // The last of several: each one is looked at.
  const model2 = (change: Partial<FleetModel>) => ({ ...setup, models: [model, { ...model, ...change }] });
  const layers = (dropout: readonly number[]) => ({
    ...model2({ dropout: null }),
    architecture: {
      ...architecture,
      layers: architecture.layers.map((layer, index) => ({ ...layer, dropout: dropout[index]! })),
    },
  });
  return {
    'no models': { ...setup, models: [] },
    'too few parameters': model2({ weights: model.weights.slice(1) }),
    'a fold without rows': model2({ rows: new Int32Array(0) }),
    'a fold beyond the rows': model2({ rows: Int32Array.of(0, data.rows) }),
    'a fold before the rows': model2({ rows: Int32Array.of(-1, 0) }),
    'too few dropouts': model2({ dropout: [0.5] }),
    'too many dropouts': model2({ dropout: [0.5, 0, 0] }),
    'a dropout of everything': model2({ dropout: [1, 0] }),
    'a dropout of more than everything': model2({ dropout: [1.5, 0] }),
    'a dropout below nothing': model2({ dropout: [-0.1, 0] }),
    'a dropout that is no number': model2({ dropout: [NaN, 0] }),
    'dropout of the answer': model2({ dropout: [0.5, 0.5] }),
    'a dropout of everything in the architecture': layers([1, 0]),
    'dropout of the answer in the architecture': layers([0, 0.5]),
    'a batch of no rows': { ...setup, learning: { ...learning, batchSize: 0 } },
    'a loss that does not fit': { ...setup, learning: { ...learning, loss: 'categorical-crossentropy' } },
    'too few targets': { ...setup, data: { ...data, targets: data.targets.slice(1) } },
    'too few inputs': { ...setup, data: { ...data, inputs: data.inputs.slice(1) } },
  };
}

const wrongStates = (state: FleetState): Record<string, FleetState> => ({
  'too few parameters': { ...state, weights: state.weights.slice(1) },
  'too much of the optimiser': { ...state, optimizer: new Float32Array(state.optimizer.length + 1) },
  'too few flags': { ...state, stopped: state.stopped.slice(1) },
  'a step before the first': { ...state, step: -1 },
  'half a step': { ...state, step: 1.5 },
});

/**
 * Every setup, state and number of a model that no fleet may take is refused with `bad-input`.
 * @param setup one that every fleet takes: two layers, a binary loss. @throws Error naming what was taken.
 */
export async function checkRefusals(kind: FleetKind, setup: FleetSetup): Promise<void> {
  const taken: string[] = [];
  const refused = async (what: string, action: () => unknown) => {
    try {
      await action();
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'bad-input') return;
      throw new Error(`${what} broke instead of being refused.`, { cause: thrown });
    }
    taken.push(what);
  };
  for (const [what, wrong] of Object.entries(wrongSetups(setup)))
    await refused(what, async () => (await kind.prepare(wrong)).dispose());
  const fleet = await kind.prepare(setup);
  try {
    const state = await fleet.state();
    for (const [what, wrong] of Object.entries(wrongStates(state)))
      await refused(`a state with ${what}`, () => fleet.restore(wrong));
    for (const model of [-1, 0.5, setup.models.length])
      await refused(`stopping model ${model}`, () => fleet.stop(model));
  } finally {
    fleet.dispose();
  }
  if (taken.length > 0) throw new Error(`Not refused: ${taken.join('; ')}.`);
}
