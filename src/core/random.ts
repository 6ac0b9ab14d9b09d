// The one source of chance. Everything random in the page is drawn from here, so one seed tells one story.
// Generator: sfc32 (Chris Doty-Humphrey's Small Fast Counting generator, PractRand); seeding and named streams by an
// integer hash (murmur3 finaliser), which gives the same bits in every engine.

/** murmur3's 32-bit finaliser: every input bit reaches every output bit. */
export function mix32(value: number): number {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A 32-bit hash of a text (FNV-1a, then mixed). */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix32(h);
}

export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  #spareNormal: number | null = null;

  readonly seed: number;

  /** @param seed any number; its 32 low bits count. */
  constructor(seed: number) {
    this.seed = seed >>> 0;
    this.#a = mix32(this.seed ^ 0x9e3779b9);
    this.#b = mix32(this.#a ^ 0x243f6a88);
    this.#c = mix32(this.#b ^ 0xb7e15162);
    for (let i = 0; i < 12; i++) this.uint32();
  }

  /** An independent generator for one purpose: `new Random(seed).stream('shuffle')`. Does not move this one. */
  stream(name: string): Random {
    return new Random(mix32(this.seed ^ hashText(name)));
  }

  uint32(): number {
    // The state is kept as signed 32-bit numbers, which engines add fastest; only the answer is unsigned.
    const t = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + t) | 0;
    return t >>> 0;
  }

  /** Uniform in [0, 1), 32 bits. */
  uniform(): number {
    return this.uint32() / 4294967296;
  }

  /**
   * Draws `Math.floor(uniform() * counts.length)` `draws` times and counts in `counts` what came: the same numbers in a
   * third of the time.
   */
  tally(counts: Uint8Array, draws: number): void {
    let [a, b, c, counter] = [this.#a, this.#b, this.#c, this.#counter];
    const scale = counts.length / 4294967296;
    for (let i = 0; i < draws; i++) {
      const t = (((a + b) | 0) + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + t) | 0;
      counts[((t >>> 0) * scale) | 0]!++;
    }
    [this.#a, this.#b, this.#c, this.#counter] = [a, b, c, counter];
  }

  /** A whole number in [0, below), without modulo bias. */
  integer(below: number): number {
    if (!Number.isInteger(below) || below < 1 || below > 4294967296)
      throw new RangeError(`integer(${below}): below must be a whole number in 1…2³².`);
    let draw = this.uint32();
    // Nearly always so, and a remainder of a number this large takes longer than all the rest.
    if (draw < 4294967296 - below) return draw % below;
    const limit = 4294967296 - (4294967296 % below);
    while (draw >= limit) draw = this.uint32();
    return draw % below;
  }

  /** Standard normal (Marsaglia's polar method). */
  normal(): number {
    if (this.#spareNormal !== null) {
      const spare = this.#spareNormal;
      this.#spareNormal = null;
      return spare;
    }
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) {
        const factor = Math.sqrt((-2 * Math.log(s)) / s);
        this.#spareNormal = v * factor;
        return u * factor;
      }
    }
  }

  /** Shuffles in place (Fisher–Yates). */
  shuffle<T extends { length: number; [index: number]: number }>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const held = items[i]!;
      items[i] = items[j]!;
      items[j] = held;
    }
    return items;
  }

  /** 0 … length − 1 in random order. */
  permutation(length: number): Int32Array {
    return this.shuffle(Int32Array.from({ length }, (_, i) => i));
  }
}
