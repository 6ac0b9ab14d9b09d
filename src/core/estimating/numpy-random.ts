// The generator behind numpy.random.RandomState. Only where another tool's very draws decide, as in whether scores need
// calibration; all chance of our own comes from core/random.ts.

const size = 624;
const shift = 397;

/** MT19937 (Matsumoto & Nishimura 1998), seeded and drawn from as numpy's RandomState(seed) is. */
export class NumpyRandom {
  readonly #state = new Uint32Array(size);
  #at = size;

  /** @param seed a whole number in 0 … 2³² − 1. */
  constructor(seed: number) {
    this.#state[0] = seed;
    for (let i = 1; i < size; i++) {
      const before = this.#state[i - 1]! ^ (this.#state[i - 1]! >>> 30);
      this.#state[i] = Math.imul(1812433253, before) + i;
    }
  }

  #twist(): void {
    const state = this.#state;
    for (let i = 0; i < size; i++) {
      const bits = (state[i]! & 0x80000000) | (state[(i + 1) % size]! & 0x7fffffff);
      state[i] = state[(i + shift) % size]! ^ (bits >>> 1) ^ (bits & 1 ? 0x9908b0df : 0);
    }
    this.#at = 0;
  }

  uint32(): number {
    if (this.#at === size) this.#twist();
    let y = this.#state[this.#at++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** 0 … most, by drawing as many bits as it has until they fit. */
  #upTo(most: number): number {
    if (most === 0) return 0;
    const mask = 2 ** (32 - Math.clz32(most)) - 1;
    for (;;) {
      const drawn = (this.uint32() & mask) >>> 0;
      if (drawn <= most) return drawn;
    }
  }

  /** A copy in random order. */
  permutation(items: Int32Array): Int32Array {
    const shuffled = items.slice();
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = this.#upTo(i);
      const held = shuffled[i]!;
      shuffled[i] = shuffled[j]!;
      shuffled[j] = held;
    }
    return shuffled;
  }
}
