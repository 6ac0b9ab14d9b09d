// Chance as CPython has it: detectors that draw rows must draw the same ones as in River.
// MT19937 (Matsumoto & Nishimura 1998) with CPython's seeding by a whole number and its `Random.sample`.

const size = 624;
const middle = 397;
// As 32-bit numbers with a sign: others are slow to combine.
const upper = 0x80000000 | 0;
const lower = 0x7fffffff;
const twist = 0x9908b0df | 0;
const seventh = 0x9d2c5680 | 0;
const fifteenth = 0xefc60000 | 0;

export class MersenneTwister {
  readonly #state = new Int32Array(size);
  #at = size;

  /** As Python's `random.Random(seed)`. @param seed a whole number, its sign does not count. */
  constructor(seed: number) {
    this.#seedBy(seed);
  }

  /** Another one that draws what this one will draw. */
  copy(): MersenneTwister {
    const other = new MersenneTwister(0);
    other.#state.set(this.#state);
    other.#at = this.#at;
    return other;
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
    for (let i = 0; i < size - middle; i++) mt[i] = mt[i + middle]! ^ twisted(mt[i]!, mt[i + 1]!);
    for (let i = size - middle; i < size - 1; i++)
      mt[i] = mt[i - (size - middle)]! ^ twisted(mt[i]!, mt[i + 1]!);
    mt[size - 1] = mt[middle - 1]! ^ twisted(mt[size - 1]!, mt[0]!);
    this.#at = 0;
  }

  uint32(): number {
    if (this.#at === size) this.#renew();
    return tempered(this.#state[this.#at++]!) >>> 0;
  }

  /**
   * Draws `count` lots, the first in [0, length), the next in [0, length − 1) and so on: so many high bits as the bound has, drawn again
   * until they are less.
   */
  lots(length: number, drawn: Uint16Array, count: number): void {
    const mt = this.#state;
    const end = length - count;
    let at = this.#at;
    let left = length;
    let i = 0;
    while (left > end) {
      const shift = Math.clz32(left);
      // Down to where the bound has a bit less.
      const stop = Math.max(end, (1 << (31 - shift)) - 1);
      // A branch on chance is foreseen wrongly every other time and costs more than all the rest.
      while (left > stop) {
        if (at === size) {
          this.#renew();
          at = 0;
        }
        const lot = tempered(mt[at++]!) >>> shift;
        const fits = (lot - left) >>> 31;
        drawn[i] = lot;
        i += fits;
        left -= fits;
      }
    }
    this.#at = at;
  }

  /** Takes `count` numbers out of `pool`, which is 0 … length − 1 and left in disorder, one lot after another. */
  takeFrom(pool: Int32Array, drawn: Uint16Array, count: number): void {
    let left = pool.length;
    this.lots(left, drawn, count);
    for (let i = 0; i < count; i++) {
      const lot = drawn[i]!;
      drawn[i] = pool[lot]!;
      pool[lot] = pool[--left]!;
    }
  }

  /** Uniform in [0, below). @param below 1 to 2³² − 1. */
  below(below: number): number {
    const shift = Math.clz32(below);
    for (;;) {
      const draw = this.uint32() >>> shift;
      if (draw < below) return draw;
    }
  }
}

const twisted = (y: number, next: number): number => {
  const mixed = (y & upper) | (next & lower);
  return (mixed >>> 1) ^ (-(mixed & 1) & twist);
};

function tempered(y: number): number {
  y ^= y >>> 11;
  y ^= (y << 7) & seventh;
  y ^= (y << 15) & fifteenth;
  return y ^ (y >>> 18);
}

export interface Sampler {
  /** The next different numbers. */
  take(random: MersenneTwister, drawn: Uint16Array): void;
  /** Moves `random` on as `take` does, which may be quicker. What is in `drawn` then means nothing. */
  passOver(random: MersenneTwister, drawn: Uint16Array): void;
}

/**
 * Draws `count` different numbers of 0 … below − 1 into `drawn`, in CPython's order: from a pool that shrinks, or, where a set would be
 * smaller, again and again until they differ. @param below at most 65,536.
 * @throws RangeError when there are not so many.
 */
export function sampler(below: number, count: number): Sampler {
  if (count > below)
    throw new RangeError(`${count} different numbers below ${below}: there are not so many.`);
  const ofSet = 21 + (count > 5 ? 4 ** Math.ceil(Math.log(count * 3) / Math.log(4)) : 0);
  if (below <= ofSet) {
    const whole = Int32Array.from({ length: below }, (_, i) => i);
    const pool = whole.slice();
    return {
      take: (random, drawn) => {
        pool.set(whole);
        random.takeFrom(pool, drawn, count);
      },
      passOver: (random, drawn) => random.lots(below, drawn, count),
    };
  }
  const drawnIn = new Float64Array(below);
  let turn = 0;
  const take: Sampler['take'] = (random, drawn) => {
    turn++;
    for (let i = 0; i < count; i++) {
      let place = random.below(below);
      while (drawnIn[place] === turn) place = random.below(below);
      drawnIn[place] = turn;
      drawn[i] = place;
    }
  };
  return { take, passOver: take };
}
