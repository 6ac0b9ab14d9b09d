// Lots that are drawn in the same order again and again: after each restart, and by each detector of the same seed.

import { MersenneTwister, sampler } from './mersenne-twister.ts';

/** Places that are recorded of one seed: a quarter of a megabyte. */
const recordedPlaces = 131_072;
/** More recordings than this are not kept: nobody runs so many different ones. */
const mostRecordings = 8;

class Recording {
  readonly places = new Uint16Array(recordedPlaces);
  /** Draws that it has room for. */
  readonly room: number;
  readonly random: MersenneTwister;
  readonly sample: ReturnType<typeof sampler>;
  readonly #drawn: Int32Array;
  #draws = 0;

  constructor(seed: number, below: number, count: number) {
    this.room = Math.floor(recordedPlaces / count);
    this.random = new MersenneTwister(seed);
    this.sample = sampler(below, count);
    this.#drawn = new Int32Array(count);
  }

  /** So many draws are there, or as many as there is room for. */
  upTo(draws: number): void {
    while (this.#draws < draws) {
      this.sample(this.random, this.#drawn);
      this.places.set(this.#drawn, this.#draws++ * this.#drawn.length);
    }
  }
}

const recordings = new Map<string, Recording>();

function recordingOf(seed: number, below: number, count: number): Recording {
  const name = `${seed} ${below} ${count}`;
  const known = recordings.get(name);
  if (known) return known;
  const made = new Recording(seed, below, count);
  const [oldest] = recordings.keys();
  if (recordings.size === mostRecordings && oldest !== undefined) recordings.delete(oldest);
  recordings.set(name, made);
  return made;
}

/** What CPython's `Random(seed).sample(range(below), count)` gives, call after call. */
export class RecordedLots {
  readonly #recording: Recording;
  readonly #count: number;
  /** Where the recording ends the draws go on from where it stopped. */
  #after: MersenneTwister | null = null;
  readonly #drawn: Int32Array;
  #draws = 0;
  /** The latest draw is `places[from]` to `places[from + count − 1]`, in its order. */
  places: Uint16Array | Int32Array;
  from = 0;

  /** @param below at most 65,536. @throws RangeError when there are not `count` numbers below it. */
  constructor(seed: number, below: number, count: number) {
    this.#recording = recordingOf(seed, below, count);
    this.#count = count;
    this.#drawn = new Int32Array(count);
    this.places = this.#recording.places;
  }

  next(): void {
    const { room, places, sample } = this.#recording;
    if (this.#draws < room) {
      this.#recording.upTo(this.#draws + 1);
      this.places = places;
      this.from = this.#draws * this.#count;
    } else {
      this.#recording.upTo(room);
      if (this.#draws === room || !this.#after) this.#after = this.#recording.random.copy();
      sample(this.#after, this.#drawn);
      this.places = this.#drawn;
      this.from = 0;
    }
    this.#draws++;
  }

  /** Begins anew, as just made. */
  restart(): void {
    this.#draws = 0;
  }
}
