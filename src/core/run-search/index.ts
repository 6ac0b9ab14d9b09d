// Searching runs: MLflow's search language with its answers, and as an extension OR, NOT and parentheses.

import { AppError } from '../errors.ts';
import type { RunItem } from '../run-item.ts';
import { parseExtended } from './extension.ts';
import type { Condition } from './extension.ts';
import { matcher } from './matching.ts';
import { ordered } from './ordering.ts';
import { searchable } from './searchable.ts';
import type { SearchableRun } from './searchable.ts';
import { parseOrder, parseStrict } from './strict.ts';

export type RunFilter = (run: SearchableRun) => boolean;

type ParsedFilter =
  | {
      readonly ok: true;
      readonly fits: RunFilter;
      /** Whether it says something that MLflow's language can't. */
      readonly extension: boolean;
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

const strictFilter = (text: string): RunFilter =>
  filterOf({ kind: 'and', of: parseStrict(text).map((clause) => ({ kind: 'clause', clause })) });

const asProblem = (thrown: unknown): AppError => {
  if (thrown instanceof AppError && thrown.code === 'bad-input') return thrown;
  throw thrown;
};

/** Words and signs that only the extension has; without them MLflow's message says best what is wrong. */
const looksExtended = /\b(?:or|not)\b|\(/i;

/** What a person typed, read. Blank: every run fits. */
export function parseRunFilter(text: string, { extended = true }: SearchOptions = {}): ParsedFilter {
  if (extended && text.trim() === '') return { ok: true, fits: () => true, extension: false };
  let problem: AppError;
  try {
    return { ok: true, fits: strictFilter(text), extension: false };
  } catch (thrown) {
    problem = asProblem(thrown);
  }
  if (extended && looksExtended.test(text))
    try {
      return { ok: true, fits: filterOf(parseExtended(text)), extension: true };
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
  const parsed = parseRunFilter(filter, options);
  if (!parsed.ok) throw new AppError('bad-input', parsed.problem);
  const terms = parseOrder(order);
  const found = items.filter((item) => parsed.fits(runOf(item)));
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
