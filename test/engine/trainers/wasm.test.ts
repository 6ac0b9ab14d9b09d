import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { wasmTrainer } from '../../../src/engine/trainers/wasm/trainer.ts';
import type { TrainerKind } from '../../../src/engine/trainers/trainer.ts';
import { checkTrainer, everyCase, oddCases, parity, tolerance } from './parity.ts';

describe.each(['simd', 'scalar'])('the wasm trainer, %s', (build) => {
  let kind: TrainerKind;
  beforeAll(async () => {
    const bytes = readFileSync(new URL(`../../../src/engine/wasm/build/${build}.wasm`, import.meta.url));
    kind = wasmTrainer(await WebAssembly.compile(bytes));
  });

  it.each(everyCase().map(({ name, setup }) => ({ name, setup })))(
    'learns like float64: $name',
    async ({ setup }) => {
      expect(await parity(kind, setup)).toBeLessThanOrEqual(tolerance);
    },
  );

  it.each(oddCases().map(({ name, setup }) => ({ name, setup })))(
    'in odd shapes: $name',
    async ({ setup }) => {
      expect(await parity(kind, setup)).toBeLessThanOrEqual(tolerance);
      await checkTrainer(kind, setup);
    },
  );
});
