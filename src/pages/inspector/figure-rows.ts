// A figure of the monitors in words for the inspector: value, n, interval, chance, limit.

import { chanceWords, figureLabel } from '../../core/alerting/words.ts';
import { worseOf } from '../../core/alerting/figure-facts.ts';
import { hasFigure } from '../../core/figures.ts';
import { partsOfKey, type Figure, type FigureKey } from '../../core/monitoring/figure.ts';
import { isLifted } from '../../core/monitoring/lifted-limit.ts';
import type { FigureTable } from '../../core/monitoring/figure-table.ts';
import { countText, metricValue } from '../../core/wording.ts';
import { significant } from '../../ui/format.ts';
import { figureText as text } from '../text/monitor-figure.ts';

function valueText(key: FigureKey, value: number, targetUnit?: string): string {
  const { name } = partsOfKey(key);
  return hasFigure(name) ? metricValue(name, value, targetUnit) : significant(value);
}

function isBeyond(key: FigureKey, { value, threshold }: Figure): boolean {
  return worseOf(key) === 'up' ? value >= threshold : value <= threshold;
}

function stateOf(key: FigureKey, figure: Figure): keyof typeof text.state {
  if (Number.isNaN(figure.threshold)) return 'unknown';
  if (isLifted(figure.value, figure.threshold)) return 'far';
  return isBeyond(key, figure) ? 'beyond' : 'within';
}

function limitText(key: FigureKey, { value, threshold }: Figure, targetUnit?: string): string {
  if (Number.isNaN(threshold)) return text.noLimit;
  if (isLifted(value, threshold)) return text.lifted;
  const limit = valueText(key, threshold, targetUnit);
  return worseOf(key) === 'up' ? text.from(limit) : text.down(limit);
}

/** Label and value, one pair a line. */
export function figureFacts(key: FigureKey, figure: Figure, targetUnit?: string) {
  const say = (value: number) => valueText(key, value, targetUnit);
  const word = text.state[stateOf(key, figure)];
  return [
    { label: text.value, value: word ? `${say(figure.value)}: ${word}` : say(figure.value) },
    ...(Number.isNaN(figure.low)
      ? []
      : [{ label: text.interval, value: `${say(figure.low)} to ${say(figure.high)}` }]),
    { label: text.rows, value: countText(figure.n) },
    { label: text.limit, value: limitText(key, figure, targetUnit) },
    { label: text.chance, value: Number.isNaN(figure.pValue) ? text.noChance : chanceWords(figure.pValue) },
  ];
}

export interface FigureGroup {
  readonly family: string;
  readonly title: string;
  readonly keys: readonly FigureKey[];
  readonly rows: readonly Record<string, string>[];
  /** One of them is beyond its limit. */
  readonly beyond: boolean;
}

/** All figures of one window, by family, those beyond their limit first. */
export function figureGroups(
  table: FigureTable,
  index: number,
  choose: (key: FigureKey) => boolean,
  targetUnit?: string,
): FigureGroup[] {
  const groups = new Map<string, { key: FigureKey; figure: Figure }[]>();
  for (const key of table.keys) {
    if (!choose(key)) continue;
    const figure = table.figure(key, index);
    if (!figure) continue;
    const { family } = partsOfKey(key);
    groups.set(family, [...(groups.get(family) ?? []), { key, figure }]);
  }
  const known = Object.keys(text.families);
  const order = (family: string) => (known.includes(family) ? known.indexOf(family) : known.length);
  return [...groups]
    .sort(([a], [b]) => order(a) - order(b))
    .map(([family, all]) => {
      const sorted = all.toSorted(
        (a, b) => Number(isBeyond(b.key, b.figure)) - Number(isBeyond(a.key, a.figure)),
      );
      return {
        family,
        title: text.families[family] ?? family,
        keys: sorted.map(({ key }) => key),
        beyond: sorted.some(({ key, figure }) => isBeyond(key, figure)),
        rows: sorted.map(({ key, figure }) => ({
          figure: figureLabel(key),
          value: `${isBeyond(key, figure) ? '▲ ' : ''}${valueText(key, figure.value, targetUnit)}`,
          limit: limitText(key, figure, targetUnit),
          n: countText(figure.n),
        })),
      };
    });
}
