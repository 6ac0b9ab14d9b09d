// What the open project is called: its scene, and of a branch where it began.

import type { LedgerLine } from '../../core/records.ts';
import type { App } from '../../state/app.svelte.ts';
import { appText } from '../text/rooms.ts';

/** "Bikes", or "Bikes, from window 36 on" of a project that goes on from another's past. */
export function nameOf(scene: string, ledger: readonly LedgerLine[]): string {
  const branched = ledger.findLast(({ kind }) => kind === 'branched');
  return branched ? appText.branch(scene, branched.windowIndex + 1) : scene;
}

export const projectName = (app: App): string =>
  nameOf(app.datasets.current.scenario.label, app.store.ledger);
