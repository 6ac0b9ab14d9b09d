// Lots that are drawn in the same order again and again: after each restart, and by each detector of the same seed.

import { MersenneTwister, sampler, type Sampler } from './mersenne-twister.ts';

/** Places that are recorded of one seed: three quarters of a megabyte. To draw them anew costs ten times as much as to look at them. */
const recordedPlaces = 393_216;
/** Places of draws left out that are made up for at once: some milliseconds. */
const mostOwedPlaces = 600_000;
/** More recordings than this are not kept: nobody runs so many different ones. */
const mostRecordings = 4;

class Recording {
  readonly places = new Uint16Array(recordedPlaces);
  /** Draws that it has room for. */
  readonly room: number;
  readonly random: MersenneTwister;
  readonly sampler: Sampler;
  readonly #drawn: Uint16Array;
  #draws = 0;

  constructor(seed: number, below: number, count: number) {
    this.room = Math.floor(recordedPlaces / count);
    this.random = new MersenneTwister(seed);
    this.sampler = sampler(below, count);
    this.#drawn = new Uint16Array(count);
  }

  /** So many draws are there, or as many as there is room for. */
  upTo(draws: number): void {
    while (this.#draws < draws) {
      this.sampler.take(this.random, this.#drawn);
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
  /** Draws until where that one is. */
  #drawnUntil = 0;
  readonly #drawn: Uint16Array;
  #draws = 0;
  /** The latest draw is `places[from]` to `places[from + count − 1]`, in its order. */
  places: Uint16Array;
  from = 0;

  /** @param below at most 65,536. @throws RangeError when there are not `count` numbers below it. */
  constructor(seed: number, below: number, count: number) {
    this.#recording = recordingOf(seed, below, count);
    this.#count = count;
    this.#drawn = new Uint16Array(count);
    this.places = this.#recording.places;
  }

  /**
   * Leaves one draw out. It is only made up for when a later one is asked for, which may be never, or when so many are owed that
   * making up for them at once would take long.
   */
  skip(): void {
    const draw = ++this.#draws;
    const { room } = this.#recording;
    const until = this.#drawnUntil <= draw ? Math.max(room, this.#drawnUntil) : room;
    if ((draw - until) * this.#count >= mostOwedPlaces) this.#passTo(draw);
  }

  next(): void {
    const draw = this.#draws++;
    const { room, places } = this.#recording;
    this.#recording.upTo(Math.min(room, draw + 1));
    if (draw < room) {
      this.places = places;
      this.from = draw * this.#count;
    } else {
      this.#drawBeyond(draw);
      this.places = this.#drawn;
      this.from = 0;
    }
  }

  #passTo(draw: number): MersenneTwister {
    const { room, random, sampler } = this.#recording;
    this.#recording.upTo(room);
    if (!this.#after || this.#drawnUntil > draw) {
      this.#after = random.copy();
      this.#drawnUntil = room;
    }
    for (; this.#drawnUntil < draw; this.#drawnUntil++) sampler.passOver(this.#after, this.#drawn);
    return this.#after;
  }

  #drawBeyond(draw: number): void {
    this.#recording.sampler.take(this.#passTo(draw), this.#drawn);
    this.#drawnUntil++;
  }

  /** Begins anew, as just made. */
  restart(): void {
    this.#draws = 0;
  }
}
