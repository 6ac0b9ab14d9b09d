// What is to be said about the table as a whole and about its target.

import type { ColumnProfile, Finding, LeakSuspect, TargetBalance } from '../profile.ts';
import { countText } from '../wording.ts';

/** How many times the largest class may be the smallest before it is worth a word, and a warning. */
const uneven = { note: 10, warning: 100 } as const;
const fewAnswers = 10;
const fewRepeated = 0.01;
/** Columns with far values that are told one by one, and names in a list. */
const mostTold = 5;

/** '"a", "b" and 3 more'. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostTold).map((name) => `"${name}"`);
  if (names.length > mostTold) return `${shown.join(', ')} and ${countText(names.length - mostTold)} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)!}`;
}

const rowsText = (count: number): string => (count === 1 ? '1 row' : `${countText(count)} rows`);

export function duplicateFindings(
  rows: number,
  repeated: number,
  empty: number,
  columns: readonly { readonly first: string; readonly again: string }[],
): Finding[] {
  const found: Finding[] = [];
  if (empty)
    found.push({
      kind: 'empty-rows',
      severity: 'warning',
      columns: [],
      text: `${rowsText(empty)} of ${countText(rows)} ${empty === 1 ? 'is' : 'are'} empty in every column.`,
      advice: 'Delete them.',
      rows: { by: 'empty' },
    });
  if (repeated)
    found.push({
      kind: 'duplicate-rows',
      severity: repeated > fewRepeated * rows ? 'warning' : 'note',
      columns: [],
      text: `${rowsText(repeated)} of ${countText(rows)} ${repeated === 1 ? 'repeats' : 'repeat'} an earlier one in every column.`,
      advice:
        'If they were read twice, delete them: the same row in training and test makes a model look better than it is.',
      rows: { by: 'duplicates' },
    });
  const alike = new Map<string, string[]>();
  for (const { first, again } of columns) alike.set(first, [...(alike.get(first) ?? []), again]);
  for (const [first, again] of alike)
    found.push({
      kind: 'duplicate-columns',
      severity: 'warning',
      columns: [first, ...again],
      text: `${listed(again)} ${again.length === 1 ? 'is' : 'are'} the same as "${first}" in all ${rowsText(rows)}.`,
      advice: 'Keep one of them.',
      rows: null,
    });
  return found;
}

export function targetFindings(
  rows: number,
  target: TargetBalance,
  classes: readonly string[] | null,
): Finding[] {
  const found: Finding[] = [];
  const { column, missing, counts } = target;
  if (missing.count)
    found.push({
      kind: 'target-missing',
      severity: missing.count > 0.05 * rows ? 'warning' : 'note',
      columns: [column],
      text: `The answer "${column}" is missing in ${countText(missing.count)} of ${rowsText(rows)}.`,
      advice:
        missing.count === rows
          ? 'Nothing can be learnt without answers: choose another target.'
          : 'Such rows are left out of training. Find out whether they are special: what a model learns holds for answered rows.',
      rows: missing.rows,
    });
  if (!counts || !classes || missing.count === rows) return found;
  const finding = answersFinding(column, counts, classes);
  return finding ? [...found, finding] : found;
}

/** Classes of very different size, or too few rows of one; null where there is neither. */
function answersFinding(
  column: string,
  counts: ArrayLike<number>,
  classes: readonly string[],
): Finding | null {
  let [least, most] = [0, 0];
  for (let at = 1; at < counts.length; at++) {
    if (counts[at]! < counts[least]!) least = at;
    if (counts[at]! > counts[most]!) most = at;
  }
  const [fewest, largest] = [counts[least]!, counts[most]!];
  const few = fewest < fewAnswers;
  const [first, last] = [
    `${rowsText(fewest)} of "${classes[least]!}"`,
    `${rowsText(largest)} of "${classes[most]!}"`,
  ];
  if (counts.length >= 2 && largest > fewest && largest >= uneven.note * fewest)
    return {
      kind: 'imbalance',
      severity: few || largest >= uneven.warning * fewest ? 'warning' : 'note',
      columns: [column],
      text: `The classes of "${column}" are uneven: ${first}, ${last}.`,
      advice:
        'Judge models by more than accuracy, which always naming the largest class would win. Stratify the split; more rows of the rare class help most.',
      rows: null,
    };
  if (counts.length < 2 || !few) return null;
  return {
    kind: 'few-answers',
    severity: 'warning',
    columns: [column],
    text: `"${column}" has few answers: ${fewest === largest ? `each class has ${rowsText(fewest)}` : counts.length === 2 ? `${first}, ${last}` : `from ${first} to ${last}`}.`,
    advice: 'What a model gets right in so few rows may be chance: bring more rows of every class.',
    rows: null,
  };
}

/** Far values are common: the five columns with the farthest are told one by one, all others in one note. */
export function fewerOutliers(findings: readonly Finding[], columns: readonly ColumnProfile[]): Finding[] {
  const reach = new Map(
    columns.map(({ name, numbers }) => {
      if (!numbers) return [name, 0];
      const { min, max, q25, q75 } = numbers;
      return [name, Math.max(max - q75, q25 - min) / (q75 - q25)];
    }),
  );
  const far = findings.filter(({ kind }) => kind === 'outliers');
  far.sort((a, b) => reach.get(b.columns[0]!)! - reach.get(a.columns[0]!)!);
  const rest = far.slice(mostTold).map((finding) => finding.columns[0]!);
  const kept = [...findings.filter(({ kind }) => kind !== 'outliers'), ...far.slice(0, mostTold)];
  if (rest.length === 0) return kept;
  kept.push({
    kind: 'outliers',
    severity: 'note',
    columns: rest,
    text: `${countText(rest.length)} more ${rest.length === 1 ? 'column has' : 'columns have'} values far from the rest: ${listed(rest)}.`,
    advice: 'Look at their histograms; long tails are tamed by a logarithm or by clipping.',
    rows: null,
  });
  return kept;
}

export const leakFindings = (leaks: readonly LeakSuspect[]): Finding[] =>
  leaks.map(({ columns, degree, text }) => ({
    kind: 'leak',
    severity: degree === 'certain' ? 'warning' : 'note',
    columns,
    text,
    advice:
      'If it is known only together with the answer or after it, it must not be a feature: the model would be right here and useless in life.',
    rows: null,
  }));

/** Leaks first, then what makes learning impossible, then what misleads, then what is merely worth a look. */
const order: readonly Finding['kind'][] = [
  'leak',
  'target-unreadable',
  'target-missing',
  'infinite',
  'all-missing',
  'empty-rows',
  'duplicate-rows',
  'duplicate-columns',
  'identifier',
  'similar-levels',
  'imbalance',
  'few-answers',
  'mostly-missing',
  'constant',
  'many-levels',
  'outliers',
];

export const byGravity = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort(
    (a, b) =>
      Number(b.severity === 'warning') - Number(a.severity === 'warning') ||
      order.indexOf(a.kind) - order.indexOf(b.kind),
  );
