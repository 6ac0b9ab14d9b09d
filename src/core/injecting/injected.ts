// The stream's rows as the world is now: the source with every change of the script applied, one after the other.

import type { Injection, InjectionKnowledge } from '../injection.ts';
import { injectionKinds } from '../injections/index.ts';
import type { Table } from '../table.ts';
import { rowChance } from './row-chance.ts';
import { strengthOf } from './strength.ts';
import { TableDraft } from './table-draft.ts';
import { problemOf } from './validate.ts';

export type InjectionScript = readonly Injection[];

/** Applies a script to a draft. Changes that cannot be made to these rows (`problemOf`) are left out. */
export function inject(
  draft: TableDraft,
  source: Table,
  script: InjectionScript,
  known: InjectionKnowledge,
  seed: number,
): void {
  for (const injection of script) {
    if (problemOf(injection, source, known)) continue;
    const from = Math.max(injection.fromRow, known.historyRows);
    const to = Math.min(injection.toRow ?? source.rows, source.rows);
    if (from >= to) continue;
    const chance = rowChance(seed, injection.id);
    injectionKinds.get(injection.kind).apply({
      draft,
      from,
      to,
      since: injection.since ?? injection.fromRow,
      strength: strengthOf(injection, chance),
      params: injection.params,
      known,
      chance,
    });
  }
}

/**
 * Work grows with the rows that are changed; columns that no change touches are shared with `source`. A row's cells hang on
 * the source's rows up to it, on the changes that reach it, and on their luck (`rowChance`): rows before the first change, and
 * rows that have passed when a script is amended by `amended`, keep their bits.
 * @param seed of the project.
 */
export function injected(
  source: Table,
  script: InjectionScript,
  known: InjectionKnowledge,
  seed: number,
): Table {
  const draft = new TableDraft(source);
  inject(draft, source, script, known, seed);
  return draft.finish();
}
