// Titles of ledger lines.

import type { LedgerLine } from '../../core/records.ts';

export function ledgerTitle(line: LedgerLine, numberOf: (id: string | null) => string): string {
  const version = numberOf(line.modelVersionId);
  switch (line.kind) {
    case 'started':
      return 'Started';
    case 'trained':
      return `${version} trained`;
    case 'compared':
      return `${version} compared with ${numberOf(line.previousId)}`;
    case 'promoted':
      return `${version} promoted`;
    case 'kept':
      return `${version} turned down, champion kept`;
    case 'rolled-back':
      return `Rolled back to ${version}`;
    case 'alarm':
      return 'Alarm';
    case 'acknowledged':
      return 'Alarm seen';
    case 'training-failed':
      return 'Training failed';
    case 'setting-changed':
      return 'Setting changed';
    case 'data-changed':
      return 'Data changed';
  }
}
