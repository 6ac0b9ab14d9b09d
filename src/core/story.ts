// The one sentence at the top of the page, made from the data: what the deployed model was, and what it is now.

import type { Estimate } from './records.ts';
import { performancePhrase, pooled, type MetricWords } from './wording.ts';

export interface StoryWindow {
  /** "March", "1974"; null where rows carry no time. */
  readonly period: string | null;
  readonly index: number;
  readonly estimate: Estimate;
}

export interface Story {
  readonly sentence: string;
  readonly n: number;
}

/** Fewest windows that make one period of a stream without calendar. */
const stretch = 8;

/** Months or years where rows carry a time, otherwise stretches of windows, each named by what it really holds. */
function periods(windows: readonly StoryWindow[]): { name: string; windows: StoryWindow[] }[] {
  const groups: { key: string; windows: StoryWindow[] }[] = [];
  windows.forEach((window, i) => {
    const key = window.period ?? `${Math.floor(i / stretch)}`;
    const last = groups.at(-1);
    if (last?.key === key) last.windows.push(window);
    else groups.push({ key, windows: [window] });
  });
  return groups.map(({ windows: held }) => {
    const first = held[0]?.index ?? 0;
    const last = held.at(-1)?.index ?? first;
    const stretchName = first === last ? `window ${first + 1}` : `windows ${first + 1}–${last + 1}`;
    return { name: held[0]?.period ?? stretchName, windows: held };
  });
}

/**
 * @param windows the labelled windows of one model version, oldest first.
 * @param champion its version number.
 */
export function story(windows: readonly StoryWindow[], words: MetricWords, champion: number): Story | null {
  const groups = periods(windows);
  const first = groups[0];
  if (!first) return null;
  const early = pooled(first.windows.map((window) => window.estimate));
  const was = `${performancePhrase(words, early.value)} in ${first.name}`;
  const last = groups.at(-1);
  if (!last || last === first) return { sentence: `Model v${champion} is ${was}.`, n: early.n };
  const late = pooled(last.windows.map((window) => window.estimate));
  return {
    sentence: `Model v${champion} was ${was}. In ${last.name} it is ${shortPhrase(words, late.value)}.`,
    n: early.n + late.n,
  };
}

function shortPhrase(words: MetricWords, value: number): string {
  return words.metric === 'accuracy' && Number.isFinite(value)
    ? `right for ${Math.round(value * 100)}`
    : performancePhrase(words, value);
}
