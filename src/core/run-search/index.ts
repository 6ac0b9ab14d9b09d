// Searching runs: MLflow's search language with its answers, and as an extension OR, NOT and parentheses.

import { AppError } from '../errors.ts';
import type { RunItem } from '../run-item.ts';
import type { Identifier } from './clause.ts';
import { parseExtended } from './extension.ts';
import type { Condition } from './extension.ts';
import { matcher } from './matching.ts';
import { ordered } from './ordering.ts';
import { searchable } from './searchable.ts';
import type { SearchableRun } from './searchable.ts';
import { parseOrder, parseStrict } from './strict.ts';

type RunFilter = (run: SearchableRun) => boolean;

export type ParsedFilter =
  | {
      readonly ok: true;
      readonly fits: RunFilter;
      /** Whether it says something that MLflow's language can't. */
      readonly extension: boolean;
      /** What it asks about, in its order. */
      readonly mentioned: readonly Identifier[];
    }
  | { readonly ok: false; readonly problem: string };

interface SearchOptions {
  /** False: MLflow's language only, with its refusals. */
  readonly extended?: boolean;
}

function filterOf(condition: Condition): RunFilter {
  if (condition.kind === 'clause') return matcher(condition.clause);
  if (condition.kind === 'not') {
    const fits = filterOf(condition.of);
    return (run) => !fits(run);
  }
  const all = condition.of.map(filterOf);
  return condition.kind === 'and'
    ? (run) => all.every((fits) => fits(run))
    : (run) => all.some((fits) => fits(run));
}

const strictCondition = (text: string): Condition => ({
  kind: 'and',
  of: parseStrict(text).map((clause) => ({ kind: 'clause', clause })),
});

function mentionedBy(condition: Condition): Identifier[] {
  if (condition.kind === 'clause') return [condition.clause];
  return condition.kind === 'not' ? mentionedBy(condition.of) : condition.of.flatMap(mentionedBy);
}

const parsed = (condition: Condition, extension: boolean): ParsedFilter => ({
  ok: true,
  fits: filterOf(condition),
  extension,
  mentioned: mentionedBy(condition),
});

/** Reading more takes longer than a key may be pressed. MLflow has no limit of its own. */
const mostLetters = 10_000;

const asProblem = (thrown: unknown): AppError => {
  if (thrown instanceof AppError && thrown.code === 'bad-input') return thrown;
  throw thrown;
};

/** Words and signs that only the extension has; without them MLflow's message says best what is wrong. */
const looksExtended = /\b(?:or|not)\b|\(/i;

/** What a person typed, read. Blank: every run fits. */
export function parseRunFilter(text: string, { extended = true }: SearchOptions = {}): ParsedFilter {
  if (extended && text.trim() === '') return parsed({ kind: 'and', of: [] }, false);
  if (text.length > mostLetters) {
    const [most, long] = [mostLetters, text.length].map((n) => n.toLocaleString('en'));
    return { ok: false, problem: `A filter has at most ${most} characters; this one has ${long}.` };
  }
  let problem: AppError;
  try {
    return parsed(strictCondition(text), false);
  } catch (thrown) {
    problem = asProblem(thrown);
  }
  if (extended && looksExtended.test(text))
    try {
      return parsed(parseExtended(text), true);
    } catch (thrown) {
      problem = asProblem(thrown);
    }
  return { ok: false, problem: problem.message };
}

/**
 * Things that stand for runs, filtered and ordered.
 * @throws AppError 'bad-input' with MLflow's message.
 */
export function search<Item>(
  items: readonly Item[],
  runOf: (item: Item) => SearchableRun,
  filter: string,
  order: readonly string[] = [],
  options: SearchOptions = {},
): Item[] {
  const read = parseRunFilter(filter, options);
  if (!read.ok) throw new AppError('bad-input', read.problem);
  const terms = parseOrder(order);
  const found = items.filter((item) => read.fits(runOf(item)));
  return ordered(found, runOf, terms);
}

/**
 * Runs that fit, in their order: the newest first unless `order` says otherwise ("metrics.val_loss", "params.units DESC").
 * @throws AppError 'bad-input' with MLflow's message.
 */
export const searchRuns = (
  items: readonly RunItem[],
  filter: string,
  order: readonly string[] = [],
  options: SearchOptions = {},
): RunItem[] => search(items, searchable, filter, order, options);
