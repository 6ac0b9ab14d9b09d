// Every detector over its knob, on many streams of which it is known when they changed: how late, how often not at all, and how
// often for nothing.

import { alongKnob, controls, fitting } from './entrants.ts';
import type { LabLine, LabPoint, LabProgress, LabRequest, LabResult } from './lab.ts';
import { checkWorld, enter, race, type Racer } from './race.ts';
import type { StreamSource } from './streams.ts';

/** So many seeds are shown at once; then, whenever there are half as many again. */
const firstShown = 3;

const pointOf = ({ entrant: { setting, chosen }, tally }: Racer): LabPoint => ({
  setting,
  chosen,
  falseAlarms: tally.falseAlarms,
  streams: tally.streams,
  missed: tally.missed,
  delay: tally.delay,
});

function resultOf(racers: readonly Racer[], seeds: number, rows: number): LabResult {
  const lines = new Map<string, LabLine & { points: LabPoint[] }>();
  for (const racer of racers) {
    const { id, control } = racer.entrant;
    const line = lines.get(id) ?? { id, control, points: [] };
    lines.set(id, line);
    line.points.push(pointOf(racer));
  }
  return { lines: [...lines.values()], seeds, rows };
}

/**
 * Runs the same streams through all detectors and controls. Detectors that can't look at such errors are left out.
 * @param streamsOf of each seed; a test may give its own.
 * @yields how far it is, with what is known by then.
 * @throws RangeError in words for a world that can't be.
 */
export function* alertLab(request: LabRequest, streamsOf?: StreamSource): Generator<LabProgress, LabResult> {
  const { world, detectors, seed, seeds } = request;
  checkWorld(world);
  const racers = enter([...fitting(detectors, world.errors).flatMap(alongKnob), ...controls(seed)]);
  const total = seeds * racers.length;
  let soFar: LabResult | null = null;
  let next = firstShown;
  let done = 0;
  for (const ended of race(request, racers, streamsOf)) {
    if (ended >= next && ended < seeds) {
      soFar = resultOf(racers, ended, ended * 2 * world.rows);
      next = Math.ceil(ended * 1.5);
    }
    yield { done: ++done, total, soFar };
  }
  return resultOf(racers, seeds, seeds * 2 * world.rows);
}
