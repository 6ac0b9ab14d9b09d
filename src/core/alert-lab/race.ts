// All entrants on the same streams, seed after seed.

import type { LabRequest, LabWorld } from './lab.ts';
import type { Entrant } from './entrants.ts';
import { seededStreams, type StreamSource } from './streams.ts';
import { Tally } from './tally.ts';

/** @throws RangeError in words for a world that can't be. */
export function checkWorld({ errors, rows, changeAt, labelDelayRows }: LabWorld): void {
  if (!(Number.isInteger(rows) && Number.isInteger(changeAt) && changeAt >= 0 && changeAt < rows))
    throw new RangeError(`The change must come within the ${rows} rows of a stream, not at row ${changeAt}.`);
  if (!(labelDelayRows >= 0)) throw new RangeError('Labels can’t be known before their rows.');
  if (errors.from === 'rows' && (errors.before.length === 0 || errors.after.length === 0))
    throw new RangeError('There are no labelled rows on one side of the change.');
  if (errors.from === 'rates' && [errors.before, errors.after].some((rate) => !(rate >= 0 && rate <= 1)))
    throw new RangeError('A rate of errors lies between 0 and 1.');
}

export interface Racer {
  readonly entrant: Entrant;
  readonly tally: Tally;
}

export const enter = (entrants: readonly Entrant[]): Racer[] =>
  entrants.map((entrant) => ({ entrant, tally: new Tally() }));

/**
 * Lets all look at the streams of one seed after another; what they did is in their tallies.
 * @yields after each racer: seeds that are done by then.
 */
export function* race(
  { world, seed, seeds }: Pick<LabRequest, 'world' | 'seed' | 'seeds'>,
  racers: readonly Racer[],
  streamsOf: StreamSource = seededStreams,
): Generator<number, void> {
  for (let index = 0; index < seeds; index++) {
    const streams = streamsOf(world, seed, index);
    for (const [place, { entrant, tally }] of racers.entries()) {
      tally.add(entrant, streams, world);
      yield place === racers.length - 1 ? index + 1 : index;
    }
  }
}
