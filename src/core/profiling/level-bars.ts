import type { Bar } from '../profile.ts';
import type { CategoryColumn } from '../table.ts';
import { mostBars } from './bins.ts';
import type { Classes } from './classes.ts';

const longestLabel = 80;

export interface LevelCounts {
  /** Different texts that occur, in the order of the dictionary. */
  readonly levels: readonly string[];
  /** Rows of each. */
  readonly counts: Int32Array;
  /** Of each code of the column the place in `levels`, or −1 where no row has it. */
  readonly places: Int32Array;
  readonly missing: number;
}

/** Rows per text. A dictionary may hold the same text twice, or texts that no row has. */
export function levelCounts({ codes, levels }: CategoryColumn): LevelCounts {
  const byCode = new Int32Array(levels.length);
  let missing = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code < 0) missing++;
    else byCode[code]!++;
  }
  const places = new Int32Array(levels.length).fill(-1);
  const placeOf = new Map<string, number>();
  const texts: string[] = [];
  const counts: number[] = [];
  for (let code = 0; code < levels.length; code++) {
    if (!byCode[code]) continue;
    const text = levels[code]!;
    let place = placeOf.get(text);
    if (place === undefined) {
      placeOf.set(text, (place = texts.length));
      texts.push(text);
      counts.push(0);
    }
    places[code] = place;
    counts[place]! += byCode[code]!;
  }
  return { levels: texts, counts: Int32Array.from(counts), places, missing };
}

/**
 * A bar for each level, the most frequent first (ties in order of their text); levels that are all numbers in the order of
 * the numbers. More than 30: the 29 most frequent, and all others in one.
 */
export function levelBars(column: CategoryColumn, counted: LevelCounts, classes: Classes | null): Bar[] {
  const { levels, counts } = counted;
  const shown = mostFrequent(counted, levels.length > mostBars ? mostBars - 1 : mostBars);
  if (levels.length <= mostBars && levels.every(isNumber))
    shown.sort((a, b) => Number(levels[a]) - Number(levels[b]));
  const barOf = new Int32Array(levels.length).fill(shown.length);
  shown.forEach((place, bar) => (barOf[place] = bar));
  const others = levels.length - shown.length;
  const split = classes ? classes.table(shown.length + Number(others > 0)) : null;
  if (classes && split)
    for (let row = 0; row < column.codes.length; row++) {
      const code = column.codes[row]!;
      if (code >= 0) classes.count(split, barOf[counted.places[code]!]!, row);
    }
  const bars: Bar[] = shown.map((place, bar) => ({
    label: shortened(levels[place]!),
    count: counts[place]!,
    byClass: split?.[bar] ?? null,
    rows: { by: 'level', column: column.name, level: levels[place]! },
  }));
  if (others > 0) {
    const than = shown.map((place) => levels[place]!);
    const named = bars.reduce((sum, bar) => sum + bar.count, 0);
    bars.push({
      label: `${others.toLocaleString('en')} others`,
      count: column.codes.length - counted.missing - named,
      byClass: split?.[shown.length] ?? null,
      rows: { by: 'other-levels', column: column.name, than },
    });
  }
  return bars;
}

const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));

const shortened = (text: string): string =>
  text.length > longestLabel ? `${text.slice(0, longestLabel - 1)}…` : text;

/** Places of the most frequent levels, without sorting a dictionary of a million texts. */
function mostFrequent({ levels, counts }: LevelCounts, wanted: number): number[] {
  const before = (a: number, b: number): boolean =>
    counts[a]! !== counts[b]! ? counts[a]! > counts[b]! : levels[a]! < levels[b]!;
  const best: number[] = [];
  for (let place = 0; place < levels.length; place++) {
    if (best.length === wanted && !before(place, best[best.length - 1]!)) continue;
    let at = best.length;
    while (at > 0 && before(place, best[at - 1]!)) at--;
    best.splice(at, 0, place);
    if (best.length > wanted) best.pop();
  }
  return best;
}
