// Titles of what the inspector can show, and what a ledger line opens.

import { figureOf } from '../../core/figures.ts';
import type { LedgerLine } from '../../core/records.ts';
import type { App } from '../../state/app.svelte.ts';
import type { Subject } from '../../state/inspector.svelte.ts';
import { versionsText } from '../text/data-versions.ts';

export function inspectorTitle(app: App, subject: Subject): string {
  switch (subject.kind) {
    case 'window':
      return `Window ${subject.index + 1} · ${app.datasets.windowLabel(subject.index)}`;
    case 'version':
      return `Model v${app.store.numberOf(subject.id)}`;
    case 'run':
      return app.notebook.find(subject.id)?.name ?? '';
    case 'data-version':
      return versionsText.panel(app.dataVersions.find(subject.id).number);
    case 'alert':
      return 'Alarm';
    case 'metric':
      return figureOf(subject.id).label;
    case 'drift':
      return `${subject.feature} in window ${subject.windowIndex + 1}`;
    case 'rows':
    case 'evaluated-rows':
      return subject.title;
  }
}

export function ledgerSubject(line: LedgerLine): Subject | null {
  if (line.alertId) return { kind: 'alert', id: line.alertId };
  if (line.kind === 'training-failed' && line.runId) return { kind: 'run', id: line.runId };
  if (line.modelVersionId) return { kind: 'version', id: line.modelVersionId };
  return null;
}
