// What a fitted step has learnt, in words.

import type { FittedData } from '../../../core/define.ts';
import { count, significant } from '../../../ui/format.ts';
import { learntWords, prepareText } from '../../text/data-prepare.ts';

/** Longer lists are cut in a table. */
const mostItems = 6;

type Value = FittedData[string];

const isList = (value: Value): value is readonly string[] | readonly number[] => typeof value === 'object';

/** 12.3, 960, 1.20e-7: few digits, and nothing small becomes nothing. */
function figure(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e15) return value < 0 ? `−${count(size)}` : count(size);
  return size < 1e-3 ? value.toExponential(2).replaceAll('-', '−') : significant(value);
}

const one = (value: number | string): string =>
  typeof value === 'number' ? figure(value) : value === '' ? '""' : value;

/** Kept as 0 and 1. */
const switches: readonly string[] = ['indicator', 'clip', 'drop'];

/** Lists that belong together place by place: a level and its share. */
const partners: readonly (readonly [string, string])[] = [
  ['levels', 'shares'],
  ['levels', 'encodings'],
  ['words', 'idf'],
];

function itemsOf(name: string, value: readonly (string | number)[], fitted: FittedData): string[] {
  for (const [first, second] of partners) {
    const other = fitted[second];
    if (name !== first || other === undefined || !isList(other) || value.length === 0) continue;
    // Several classes have a mean answer each.
    const each = other.length / value.length;
    if (!Number.isInteger(each) || each < 1) continue;
    return value.map(
      (item, i) =>
        `${one(item)} ${[...other]
          .slice(i * each, (i + 1) * each)
          .map(one)
          .join(' / ')}`,
    );
  }
  return value.map(one);
}

const isShownBeside = (name: string, fitted: FittedData): boolean =>
  partners.some(([first, second]) => name === second && first in fitted);

function label(step: string, name: string): string {
  // Of a range, the scale is what is multiplied by.
  if (step === 'min-max-scale' && name === 'scale') return 'multiplies by';
  return learntWords.get(name) ?? name;
}

/** One text per thing learnt; `whole`: with every item of its lists. */
export function learntTexts(step: string, fitted: FittedData, whole: boolean): string[] {
  return Object.entries(fitted)
    .filter(([name]) => !isShownBeside(name, fitted))
    .map(([name, value]) => {
      const what = label(step, name);
      if (switches.includes(name)) return `${what}: ${value === 1 ? prepareText.yes : prepareText.no}`;
      if (!isList(value)) return `${what} ${one(value)}`;
      const items = itemsOf(name, value, fitted);
      if (items.length === 0) return `no ${what}`;
      const isCut = !whole && items.length > mostItems;
      const shown = isCut ? `${items.slice(0, mostItems).join(', ')} …` : items.join(', ');
      return items.length === 1 ? `${what}: ${shown}` : `${items.length} ${what}: ${shown}`;
    });
}
