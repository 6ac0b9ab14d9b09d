// Names of a person's own for versions: setting and removing one. Each move is a ledger line. Both run inside a turn.

import { aliasProblem } from '../core/aliases.ts';
import { AppError } from '../core/errors.ts';
import { aliasesAt } from '../core/ledger.ts';
import type { ProjectStore } from './project-store.svelte.ts';

function requireOwn(alias: string): void {
  const problem = aliasProblem(alias);
  if (problem) throw new AppError('bad-input', problem);
}

export async function setAlias(store: ProjectStore, alias: string, versionId: string): Promise<void> {
  requireOwn(alias);
  const version = store.version(versionId);
  const previousId = aliasesAt(store.ledger).get(alias) ?? null;
  if (previousId === versionId) return;
  const from = previousId ? ` before that v${store.numberOf(previousId)}` : ' no version before';
  await store.commit(
    {
      ledger: store.lines({
        kind: 'aliased',
        alias,
        modelVersionId: version.id,
        previousId,
        reason: `set by hand;${from}`,
      }),
    },
    { strict: true },
  );
}

export async function removeAlias(store: ProjectStore, alias: string): Promise<void> {
  requireOwn(alias);
  const previousId = aliasesAt(store.ledger).get(alias);
  if (previousId === undefined) return;
  await store.commit(
    {
      ledger: store.lines({
        kind: 'unaliased',
        alias,
        previousId,
        reason: `removed by hand from v${store.numberOf(previousId)}`,
      }),
    },
    { strict: true },
  );
}
