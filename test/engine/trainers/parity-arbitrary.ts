// Random trainings for property tests: any shape, any learning, rates at which rounding stays rounding.
// In the browser project pass a `seed` to fc.assert: only the Node project sets one for all.

import fc from 'fast-check';
import type { Clip, Schedule } from '../../../src/core/learning.ts';
import { losses, optimizers } from '../../../src/core/learning.ts';
import type { Activation, DenseLayer } from '../../../src/core/network.ts';
import { activations } from '../../../src/core/network.ts';
import type { TrainerSetup } from '../../../src/engine/trainers/trainer.ts';
import { calmRate, setupOf } from './parity-cases.ts';

/** A softmax over one unit is 1 whatever goes in: its gradient of exactly 0 would be noise elsewhere. */
const least = (activation: Activation): number => (activation === 'softmax' ? 2 : 1);

const hiddenLayer: fc.Arbitrary<DenseLayer> = fc
  .record({
    activation: fc.constantFrom(...activations),
    units: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constantFrom(15, 16, 17, 31, 33, 65)),
    dropout: fc.constantFrom(0, 0, 0, 0.1, 0.5),
  })
  .map(({ activation, units, dropout }) => ({
    activation,
    units: Math.max(units, least(activation)),
    ...(dropout > 0 && { dropout }),
  }));

const schedule: fc.Arbitrary<Schedule> = fc.constantFrom<Schedule>(
  { kind: 'constant' },
  { kind: 'exponential', decaySteps: 10, decayRate: 0.7 },
  { kind: 'inverse-time', decaySteps: 5, decayRate: 1 },
  { kind: 'polynomial', decaySteps: 25, end: 0.2, power: 1.5 },
  { kind: 'cosine', warmupSteps: 5, decaySteps: 20, end: 0.1 },
  { kind: 'piecewise', boundaries: [3, 9], factors: [0.5, 1, 0.3] },
);

const clip: fc.Arbitrary<Clip | null> = fc.constantFrom<Clip | null>(
  null,
  null,
  { by: 'value', at: 0.05 },
  { by: 'norm', at: 0.2 },
  { by: 'global-norm', at: 0.3 },
);

const output = fc.constantFrom(...losses).chain((loss) => {
  const allowed: readonly Activation[] =
    loss === 'binary-crossentropy'
      ? ['sigmoid', 'linear']
      : loss === 'categorical-crossentropy'
        ? ['softmax', 'linear']
        : activations;
  return fc.record({
    loss: fc.constant(loss),
    activation: fc.constantFrom(...allowed),
    units: fc.integer({ min: loss === 'categorical-crossentropy' ? 2 : 1, max: 10 }),
  });
});

/** Half the rate of the named cases: deep random nets are less tame. */
const rate = 0.5;

export const arbitrarySetup = (): fc.Arbitrary<TrainerSetup> =>
  fc
    .record({
      inputs: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(16, 20, 33)),
      hidden: fc.array(hiddenLayer, { maxLength: 3 }),
      output,
      optimizer: fc.constantFrom(...optimizers),
      rows: fc.integer({ min: 1, max: 40 }),
      batchSize: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constantFrom(16, 32, 50)),
      schedule,
      clip,
      l1: fc.constantFrom(0, 0, 0.002),
      l2: fc.constantFrom(0, 0, 0.01),
      weightDecay: fc.constantFrom(0.004, 0.05),
      momentum: fc.constantFrom(0.9, 0.5, 0),
      weights: fc.constantFrom(undefined, 'uneven' as const, 'some-zero' as const),
      seed: fc.integer({ min: 0, max: 0xffffffff }),
    })
    .map(({ inputs, hidden, output: { loss, activation, units }, rows, weights, seed, ...learning }) =>
      setupOf({
        inputs,
        layers: [...hidden, { activation, units: Math.max(units, least(activation)) }],
        rows,
        seed,
        // With one row only, every third row without weight would leave none.
        ...(weights && { weights: rows === 1 ? 'uneven' : weights }),
        learning: { ...learning, loss, learningRate: rate * calmRate[learning.optimizer] },
      }),
    );
