import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Architecture } from '../../../src/core/network.ts';
import type { TrainerSetup } from '../../../src/engine/trainers/trainer.ts';
import { jsFleet } from '../../../src/engine/trainers/js/fleet.ts';
import { js } from '../../../src/engine/trainers/js/trainer.ts';
import { arbitrarySetup } from './parity-arbitrary.ts';
import { setupOf } from './parity-cases.ts';
import { checkRefusals } from './parity-fleet-refusals.ts';
import { checkFleet, fleetCases, fleetParity } from './parity-fleet.ts';
import { checkSteered, steeredCases } from './parity-steering.ts';
import { checkTrainer, everyCase, oddCases, parity, tolerance } from './parity.ts';

const setup: TrainerSetup = setupOf({
  inputs: 3,
  layers: [
    { units: 4, activation: 'tanh' },
    { units: 1, activation: 'sigmoid' },
  ],
  rows: 10,
  learning: { loss: 'binary-crossentropy', optimizer: 'adam' },
});

describe('the plain JavaScript trainer', () => {
  it.each(everyCase())('learns like the reference: $name', async ({ setup }) => {
    expect(await parity(js, setup)).toBeLessThan(tolerance);
  });

  it.each(oddCases())('learns like the reference and keeps its word: $name', async ({ setup }) => {
    expect(await parity(js, setup)).toBeLessThan(tolerance);
    await checkTrainer(js, setup);
  });

  it.each(steeredCases())('is steered on its way: $name', ({ setup }) => checkSteered(js, setup));

  it('learns like the reference for any net', () =>
    fc.assert(
      fc.asyncProperty(arbitrarySetup(), async (any) => {
        expect(await parity(js, any, 25)).toBeLessThan(tolerance);
      }),
    ));

  it('says what it cannot train', () => {
    const { architecture, learning } = setup;
    expect(js.supports(architecture, learning)).toBeNull();
    const image: Architecture = {
      inputs: 9,
      image: { height: 3, width: 3, channels: 1, layers: [{ kind: 'max-pooling', size: 2 }] },
      layers: [{ units: 1, activation: 'sigmoid' }],
    };
    expect(js.supports(image, learning)).toMatch(/Convolutions/);
    expect(js.supports(architecture, { ...learning, loss: 'categorical-crossentropy' })).toMatch(/softmax/);
    expect(js.supports({ inputs: 3, layers: [] }, learning)).toMatch(/no layers/);
  });

  it('refuses what does not fit', async () => {
    const refusal = (change: Partial<TrainerSetup>) =>
      expect(js.prepare({ ...setup, ...change })).rejects.toMatchObject({ code: 'bad-input' });
    await refusal({ weights: new Float32Array(3) });
    await refusal({ data: { ...setup.data, targets: new Float32Array(3) } });
    await refusal({ learning: { ...setup.learning, batchSize: 0 } });
    const trainer = await js.prepare(setup);
    await expect(trainer.outputs(new Float32Array(4))).rejects.toMatchObject({ code: 'bad-input' });
    expect(await trainer.outputs(new Float32Array())).toHaveLength(0);
  });
});

describe('a fleet in plain JavaScript', () => {
  it.each(fleetCases())('learns like the reference, model by model: $name', async ({ setup }) => {
    expect(jsFleet.supports(setup.architecture, setup.learning)).toBeNull();
    expect(await fleetParity(jsFleet, setup)).toBeLessThan(tolerance);
    await checkFleet(jsFleet, setup);
  });

  it('refuses what no fleet takes', async () => {
    await checkRefusals(jsFleet, fleetCases()[1]!.setup);
  });
});
