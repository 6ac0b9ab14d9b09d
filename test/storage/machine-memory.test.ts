import { expect, it } from 'vitest';
import { readMachine, writeMachine } from '../../src/storage/machine-memory.ts';
import type { WitnessPlace } from '../../src/storage/witness.ts';

function place(): WitnessPlace & { text: string | null } {
  return {
    text: null,
    getItem() {
      return this.text;
    },
    setItem(_key, value) {
      this.text = value;
    },
  };
}

const nothing = { prefer: null, probed: null };

it('gives back what was kept', () => {
  const memory = {
    prefer: 'webgpu' as const,
    probed: { machine: 'a browser', figures: { small: { wasm: 0.007 } } },
  };
  const kept = place();
  expect(readMachine(kept)).toEqual(nothing);
  writeMachine(kept, memory);
  expect(readMachine(kept)).toEqual(memory);
});

it.each([
  'nonsense',
  '{}',
  '{"prefer":"abacus","probed":null}',
  '{"prefer":null,"probed":{"machine":"a","figures":{"small":{"wasm":"fast"}}}}',
])('measures again where %s is what it finds', (text) => {
  const kept = place();
  kept.text = text;
  expect(readMachine(kept)).toEqual(nothing);
});

it('goes on without a place, and with one that refuses', () => {
  expect(readMachine(null)).toEqual(nothing);
  writeMachine(null, nothing);
  const closed: WitnessPlace = {
    getItem: () => {
      throw new DOMException('no', 'SecurityError');
    },
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  expect(readMachine(closed)).toEqual(nothing);
  writeMachine(closed, nothing);
});
