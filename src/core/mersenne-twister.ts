// Chance as CPython has it: detectors that draw rows must draw the same ones as in River.
// MT19937 (Matsumoto & Nishimura 1998) with CPython's seeding by a whole number and its `Random.sample`.

const [size, middle] = [624, 397];
const [upper, lower] = [0x80000000, 0x7fffffff];

export class MersenneTwister {
  readonly #state = new Int32Array(size);
  readonly #seeded: Int32Array;
  #at = size;

  /** As Python's `random.Random(seed)`. @param seed a whole number, its sign does not count. */
  constructor(seed: number) {
    this.#seedBy(seed);
    this.#seeded = this.#state.slice();
  }

  /** Begins anew, as just made. */
  restart(): void {
    this.#state.set(this.#seeded);
    this.#at = size;
  }

  /** The key is the seed's magnitude in words of 32 bits, the lowest first (init_by_array). */
  #seedBy(seed: number): void {
    const magnitude = Math.abs(seed);
    const low = magnitude % 4294967296;
    const high = Math.floor(magnitude / 4294967296);
    const key = high > 0 ? [low, high] : [low];
    const mt = this.#state;
    mt[0] = 19650218;
    for (let i = 1; i < size; i++) mt[i] = Math.imul(1812433253, mt[i - 1]! ^ (mt[i - 1]! >>> 30)) + i;
    let i = 1;
    let j = 0;
    const wrap = () => {
      if (++i < size) return;
      mt[0] = mt[size - 1]!;
      i = 1;
    };
    for (let k = size; k > 0; k--) {
      mt[i] = (mt[i]! ^ Math.imul(mt[i - 1]! ^ (mt[i - 1]! >>> 30), 1664525)) + key[j]! + j;
      j = (j + 1) % key.length;
      wrap();
    }
    for (let k = size - 1; k > 0; k--) {
      mt[i] = (mt[i]! ^ Math.imul(mt[i - 1]! ^ (mt[i - 1]! >>> 30), 1566083941)) - i;
      wrap();
    }
    mt[0] = upper;
  }

  #renew(): void {
    const mt = this.#state;
    const step = (i: number, next: number, far: number) => {
      const mixed = (mt[i]! & upper) | (mt[next]! & lower);
      mt[i] = mt[far]! ^ (mixed >>> 1) ^ (-(mixed & 1) & 0x9908b0df);
    };
    for (let i = 0; i < size - middle; i++) step(i, i + 1, i + middle);
    for (let i = size - middle; i < size - 1; i++) step(i, i + 1, i + middle - size);
    step(size - 1, 0, middle - 1);
    this.#at = 0;
  }

  uint32(): number {
    if (this.#at === size) this.#renew();
    let y = this.#state[this.#at++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** Uniform in [0, below): so many high bits as `below` has, drawn again until they are less. @param below 1 to 2³² − 1. */
  below(below: number): number {
    const shift = Math.clz32(below);
    for (;;) {
      const draw = this.uint32() >>> shift;
      if (draw < below) return draw;
    }
  }
}

/**
 * What draws `count` different numbers of 0 … below − 1 into `drawn`, in CPython's order: from a pool that shrinks, or, where a
 * set would be smaller, again and again until they differ.
 * @throws RangeError when there are not so many.
 */
export function sampler(below: number, count: number): (random: MersenneTwister, drawn: Int32Array) => void {
  if (count > below)
    throw new RangeError(`${count} different numbers below ${below}: there are not so many.`);
  const ofSet = 21 + (count > 5 ? 4 ** Math.ceil(Math.log(count * 3) / Math.log(4)) : 0);
  if (below <= ofSet) {
    const whole = Int32Array.from({ length: below }, (_, i) => i);
    const pool = whole.slice();
    return (random, drawn) => {
      pool.set(whole);
      for (let i = 0; i < count; i++) {
        const place = random.below(below - i);
        drawn[i] = pool[place]!;
        pool[place] = pool[below - i - 1]!;
      }
    };
  }
  const drawnIn = new Float64Array(below);
  let turn = 0;
  return (random, drawn) => {
    turn++;
    for (let i = 0; i < count; i++) {
      let place = random.below(below);
      while (drawnIn[place] === turn) place = random.below(below);
      drawnIn[place] = turn;
      drawn[i] = place;
    }
  };
}
