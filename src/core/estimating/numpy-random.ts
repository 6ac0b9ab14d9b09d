// The generator behind numpy.random.RandomState. Only where another tool's very draws decide, as in whether scores need
// calibration; all chance of our own comes from core/random.ts.

const size = 624;
const shift = 397;
// As 32-bit numbers with a sign: others are slow to combine.
const upper = 0x80000000 | 0;
const lower = 0x7fffffff;
const twist = 0x9908b0df | 0;

const twisted = (here: number, next: number): number => {
  const mixed = (here & upper) | (next & lower);
  return (mixed >>> 1) ^ Math.imul(mixed & 1, twist);
};

/** MT19937 (Matsumoto & Nishimura 1998), seeded and drawn from as numpy's RandomState(seed) is. */
export class NumpyRandom {
  readonly #state = new Int32Array(size);
  #at = size;

  /** @param seed a whole number in 0 … 2³² − 1. */
  constructor(seed: number) {
    const state = this.#state;
    state[0] = seed | 0;
    for (let i = 1; i < size; i++) {
      const before = state[i - 1]! ^ (state[i - 1]! >>> 30);
      state[i] = (Math.imul(1812433253, before) + i) | 0;
    }
  }

  #renew(): void {
    const state = this.#state;
    for (let i = 0; i < size - shift; i++) state[i] = state[i + shift]! ^ twisted(state[i]!, state[i + 1]!);
    for (let i = size - shift; i < size - 1; i++)
      state[i] = state[i + shift - size]! ^ twisted(state[i]!, state[i + 1]!);
    state[size - 1] = state[shift - 1]! ^ twisted(state[size - 1]!, state[0]!);
    this.#at = 0;
  }

  /** With a sign. */
  #bits(): number {
    if (this.#at === size) this.#renew();
    let y = this.#state[this.#at++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  uint32(): number {
    return this.#bits() >>> 0;
  }

  /** 0 … most, by drawing as many bits as it has until they fit; `most` from 1 to 2³¹ − 1. */
  #upTo(most: number): number {
    const mask = -1 >>> Math.clz32(most);
    for (;;) {
      const drawn = this.#bits() & mask;
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

  /** Draws what a permutation of so many would take. */
  passOver(length: number): void {
    for (let i = length - 1; i > 0; i--) this.#upTo(i);
  }
}
