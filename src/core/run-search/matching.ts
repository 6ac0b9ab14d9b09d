// Whether a run fits a clause, as MLflow 3.17 answers with its usual store (SQLite): no key, no match, whatever is compared;
// NaN fits `!=` only; LIKE minds case, ILIKE does not for A–Z.

import type { Clause } from './clause.ts';
import type { SearchableDataset, SearchableRun } from './searchable.ts';

/** The store has no ±Infinity and keeps the largest number instead. */
export function storedNumber(value: number): number {
  if (value === Infinity) return Number.MAX_VALUE;
  return value === -Infinity ? -Number.MAX_VALUE : value;
}

/** By code points, as a database and Python do it; JavaScript's own order goes by halves of them. */
export function compareTexts(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1)
    if (one[at] !== other[at]) {
      // Back to the first half of a pair, where this is the second.
      const from = at > 0 && /[\ud800-\udbff]/.test(one[at - 1]!) ? at - 1 : at;
      return one.codePointAt(from)! - other.codePointAt(from)!;
    }
  return one.length - other.length;
}

function numberTest(comparator: string, value: number): (left: number) => boolean {
  switch (comparator) {
    case '>':
      return (left) => left > value;
    case '>=':
      return (left) => left >= value;
    case '<':
      return (left) => left < value;
    case '<=':
      return (left) => left <= value;
    case '=':
      return (left) => left === value;
    default:
      return (left) => left !== value;
  }
}

const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** `%` any text, `_` any character, no escapes. Never takes longer than both lengths multiplied, unlike a regular expression. */
function like(pattern: string): (text: string) => boolean {
  const wanted = Array.from(pattern);
  return (text) => {
    const given = Array.from(text);
    let at = 0;
    let place = 0;
    // Behind the last %, and the text that was left when it had matched nothing.
    let star = -1;
    let kept = 0;
    while (at < given.length) {
      const sign = wanted[place];
      if (sign === '%') {
        star = place += 1;
        kept = at;
      } else if (sign !== undefined && (sign === '_' || sign === given[at])) {
        place += 1;
        at += 1;
      } else if (star < 0) return false;
      else {
        place = star;
        at = kept += 1;
      }
    }
    while (wanted[place] === '%') place += 1;
    return place === wanted.length;
  };
}

function textTest(comparator: string, value: string): (left: string) => boolean {
  switch (comparator) {
    case '=':
      return (left) => left === value;
    case '!=':
      return (left) => left !== value;
    case 'LIKE':
      return like(value);
    default: {
      const pattern = like(lower(value));
      return (left) => pattern(lower(left));
    }
  }
}

function testOf({ comparator, value }: Clause): (left: string | number) => boolean {
  if (typeof value === 'number') {
    const test = numberTest(comparator, value);
    return (left) => typeof left === 'number' && test(left);
  }
  if (typeof value === 'string') {
    const test = textTest(comparator, value);
    return (left) => typeof left === 'string' && test(left);
  }
  const listed = new Set<string | number>(value ?? []);
  return comparator === 'IN' ? (left) => listed.has(left) : (left) => !listed.has(left);
}

type Read = (run: SearchableRun) => string | number | undefined;

function reader({ entity, key }: Clause): Read {
  switch (entity) {
    case 'metric':
      return (run) => {
        const value = run.metric(key);
        return value === undefined ? undefined : storedNumber(value);
      };
    case 'parameter':
      return (run) => run.param(key);
    case 'tag':
      return (run) => run.tag(key);
    default:
      return (run) => run.attribute(key);
  }
}

const datasetPart = (dataset: SearchableDataset, key: string): string =>
  key === 'name' ? dataset.name : key === 'digest' ? dataset.digest : dataset.context;

/** Whether a run fits; made once and asked for every run. */
export function matcher(clause: Clause): (run: SearchableRun) => boolean {
  const { comparator, entity, key } = clause;
  if (entity === 'dataset') {
    const test = testOf(clause);
    return (run) => run.datasets.some((dataset) => test(datasetPart(dataset, key)));
  }
  const read = reader(clause);
  if (comparator === 'IS NULL') return (run) => read(run) === undefined;
  if (comparator === 'IS NOT NULL') return (run) => read(run) !== undefined;
  const test = testOf(clause);
  return (run) => {
    const left = read(run);
    return left !== undefined && test(left);
  };
}
