// What became of one column, in a sentence.

import { guiltyBin, percentText, valueText } from './distribution.ts';
import {
  countBelow,
  countUpTo,
  isCategorySample,
  presentRows,
  type CategorySample,
  type NumberSample,
  type Sample,
} from './drift-sample.ts';
import { levelBins } from './drifting/bins.ts';
import { quantileOfSorted } from './statistics.ts';
import { countText } from './wording.ts';

/** Of the middle half of the reference: a smaller step of the middle value is not worth a word. */
const leastStep = 0.05;

function numberWords(name: string, reference: NumberSample, current: NumberSample, than: string): string[] {
  const [x, y] = [reference.sorted, current.sorted];
  const step = quantileOfSorted(y, 0.5) - quantileOfSorted(x, 0.5);
  const half = quantileOfSorted(x, 0.75) - quantileOfSorted(x, 0.25);
  const moved = Number.isFinite(step) && step !== 0 && Math.abs(step) >= leastStep * half;
  const parts: string[] = [];
  if (moved && reference.kind === 'time')
    parts.push(`${name} is ${step > 0 ? 'later' : 'earlier'} than in ${than}`);
  else if (moved) {
    const size = valueText(Math.abs(step), 'number');
    parts.push(`${name} is ${size} ${step > 0 ? 'higher' : 'lower'} than in ${than} (by the middle value)`);
  }
  const m = y.length;
  const all = moved ? 'all of them' : `all of ${than}`;
  const beyond = (count: number, way: string): void => {
    if (count === 0) return;
    const words = `${percentText(count, m)} of ${countText(m)} rows are ${way} ${all}`;
    parts.push(parts.length > 0 ? words : `${name}: ${words}`);
  };
  beyond(countBelow(y, x[0]!), 'below');
  beyond(m - countUpTo(y, x[x.length - 1]!), 'above');
  return parts;
}

function levelWords(
  name: string,
  reference: CategorySample,
  current: CategorySample,
  than: string,
): string[] {
  const bins = levelBins(false)(reference)(current);
  const parts: string[] = [];
  const most = guiltyBin(bins, 'category');
  if (most !== '') parts.push(`${name} = ${most}`);
  let fresh = 0;
  bins.now.forEach((count, at) => (fresh += bins.before[at] === 0 ? count : 0));
  if (fresh > 0)
    parts.push(
      `${percentText(fresh, bins.m)} of ${countText(bins.m)} rows have a category that ${than} do not have`,
    );
  return parts;
}

/**
 * "temp is 3.1 lower than in the training rows (by the middle value); 40 % of 1,000 rows are below all of them".
 * @param than what the reference is: "the training rows".
 */
export function distributionWords(name: string, reference: Sample, current: Sample, than: string): string {
  if (isCategorySample(reference) !== isCategorySample(current))
    return `${name} is of another kind than in ${than}`;
  const parts: string[] = [];
  if (presentRows(reference) > 0 && presentRows(current) > 0)
    parts.push(
      ...(isCategorySample(reference) && isCategorySample(current)
        ? levelWords(name, reference, current, than)
        : !isCategorySample(reference) && !isCategorySample(current)
          ? numberWords(name, reference, current, than)
          : []),
    );
  const then = percentText(reference.missing, reference.rows);
  const now = percentText(current.missing, current.rows);
  if (then !== now)
    parts.push(
      `${name} is missing in ${now} of ${countText(current.rows)} rows, before in ${then} of ${countText(reference.rows)}`,
    );
  if (parts.length > 0) return parts.join('; ');
  return presentRows(current) > 0 ? `${name} is where it was in ${than}` : `There are no values of ${name}`;
}
