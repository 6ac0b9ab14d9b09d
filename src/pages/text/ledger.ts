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
    case 'alert-raised':
      return 'Alert';
    case 'alert-cleared':
      return 'Alert over';
    case 'alert-snoozed':
      return 'Alert put off';
    case 'alert-acknowledged':
      return 'Alert seen';
    case 'rule-changed':
      return 'Alert rule changed';
    case 'training-failed':
      return 'Training failed';
    case 'setting-changed':
      return 'Setting changed';
    case 'data-changed':
      return 'Data changed';
    case 'evaluated':
      return line.previousId
        ? `${version} evaluated against ${numberOf(line.previousId)}`
        : `${version} evaluated`;
    case 'aliased':
      return `${version} is now called “${line.alias ?? ''}”`;
    case 'unaliased':
      return `No version is called “${line.alias ?? ''}” any more`;
    case 'trial-started':
      return `${version} on trial`;
    case 'trial-widened':
      return `${version} answers more rows`;
    case 'trial-held':
      return `${version} held back by its gate`;
    case 'trial-ended':
      return `Trial of ${version} ended`;
    case 'branched':
      return 'What-if branch';
  }
}
