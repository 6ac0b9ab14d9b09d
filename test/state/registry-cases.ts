// What must hold of a registry at every moment, whatever was pressed and wherever it broke off.

import { expect } from 'vitest';
import { aliasesAt, championAt } from '../../src/core/ledger.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Rows } from '../../src/storage/apply.ts';
import type { ProjectContents } from '../../src/storage/storage.ts';

/** One champion, a ledger without a gap that agrees with itself, and nothing that points to nowhere. */
export function expectSound({ ledger, versions, evaluations, versionNotes, runs }: ProjectContents): void {
  expect(ledger.map(({ seq }) => seq)).toEqual(ledger.map((_, i) => i + 1));
  const known = new Set(versions.map(({ id }) => id));
  const asked = new Map(evaluations.map((item) => [item.id, item]));
  let champion: string | null = null;
  for (const line of ledger) {
    const { kind, modelVersionId, previousId, evaluationId } = line;
    for (const id of [modelVersionId, previousId]) if (id !== null) expect(known).toContain(id);
    if (evaluationId !== undefined)
      expect(asked.get(evaluationId)).toMatchObject({ modelVersionId: modelVersionId ?? '' });
    if (kind === 'promoted' || kind === 'rolled-back') {
      expect(modelVersionId).not.toBeNull();
      expect(modelVersionId).not.toBe(champion);
      expect(previousId).toBe(champion);
      champion = modelVersionId;
    }
    if (kind === 'evaluated') expect(evaluationId).toBeDefined();
  }
  expect(champion).not.toBeNull();
  expect(championAt(ledger)).toBe(champion);
  const aliases = aliasesAt(ledger);
  expect(aliases.get('champion')).toBe(champion);
  for (const id of aliases.values()) expect(known).toContain(id);
  for (const { modelVersionId, baselineId } of evaluations)
    for (const id of [modelVersionId, baselineId]) if (id !== null) expect(known).toContain(id);
  for (const { modelVersionId } of versionNotes) expect(known).toContain(modelVersionId);
  for (const { modelVersionId } of runs) if (modelVersionId !== null) expect(known).toContain(modelVersionId);
}

/** Breaks a transaction off after so many of its writes. */
export class Faults {
  /** Writes that the transaction under way has done. */
  writes = 0;
  fired = false;
  #after: number | null = null;
  #from: string | null = null;

  /** @param from the store whose first write counts as the first; null: any. */
  arm(after: number, from: string | null = null): void {
    this.#after = after;
    this.#from = from;
    this.fired = false;
  }

  disarm(): void {
    this.#after = null;
  }

  readonly guard = (rows: Rows): Rows => {
    let begun = this.#from === null;
    this.writes = 0;
    const write = async (store: string, work: () => Promise<void>): Promise<void> => {
      begun ||= store === this.#from;
      if (begun) this.#die();
      await work();
      if (!begun) return;
      this.writes += 1;
      this.#die();
    };
    return {
      ...rows,
      put: (store, item) => write(store, () => rows.put(store, item)),
      drop: (store, key) => write(store, () => rows.drop(store, key)),
      dropParts: (runId) => write('logParts', () => rows.dropParts(runId)),
    };
  };

  #die(): void {
    if (this.#after === null || this.writes < this.#after) return;
    this.fired = true;
    throw new AppError('storage', 'The tab died here.');
  }
}
