// How often a measure fired, in words.

import type { BlindSpots } from '../../../core/blind-spots/find.ts';
import type { BlindSpotsChartData } from '../../../charts/blind-spots.ts';
import { blindSpotsText as text } from '../../text/monitor-blind-spots.ts';

export type Sight = 'sees' | 'partly' | 'blind' | 'calm' | 'not';

/** From this share of windows on it sees the change, and up to that one it fires as it does when nothing has changed. */
const clear = 0.8;
const chance = 0.2;

export function sightOf(seen: number | null, windows: number, change: string): Sight {
  if (seen === null) return 'not';
  if (change === 'none') return 'calm';
  return seen >= clear * windows ? 'sees' : seen <= chance * windows ? 'blind' : 'partly';
}

export function wordsOf(seen: number | null, windows: number, change: string): string {
  if (seen === null) return text.not;
  const sight = sightOf(seen, windows, change);
  if (sight === 'calm') return text.alarms(seen, windows);
  return sight === 'not' ? text.not : text[sight](seen, windows);
}

/** Null where there is nothing to draw. */
export function exampleOf(found: BlindSpots, change: number): BlindSpotsChartData | null {
  const [example, kind] = [found.examples[change], found.changes[change]];
  if (!example || !kind) return null;
  const named = (wanted: Sight): string[] =>
    found.watchers.flatMap(({ label }, w) =>
      sightOf(found.seen[w]?.[change] ?? null, found.windows, kind.id) === wanted ? [label] : [],
    );
  return { ...example, change: kind.label, sees: named('sees'), blind: named('blind') };
}
