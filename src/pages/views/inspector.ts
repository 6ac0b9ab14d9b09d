// Titles of what the inspector can show, and what a ledger line opens.

import { figureOf } from '../../core/figures.ts';
import { figureLabel } from '../../core/alerting/words.ts';
import type { FigureKey } from '../../core/monitoring/figure.ts';
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
      return app.alerting.find(subject.id)?.alert.severity ? 'Alert' : 'Alarm';
    case 'metric':
      return figureOf(subject.id).label;
    case 'drift':
      return `${subject.feature} in window ${subject.windowIndex + 1}`;
    case 'figure':
      return figureTitle(app, subject.key, subject.index);
    case 'rows':
    case 'answered-rows':
    case 'evaluated-rows':
      return subject.title;
  }
}

function figureTitle(app: App, key: FigureKey, index: number): string {
  const label = figureLabel(key);
  const window = app.monitoring.figures.windows.find((one) => one.index === index);
  const when = window ? `, ${app.datasets.windowLabel(window.streamWindow)}` : '';
  return `${label.charAt(0).toUpperCase()}${label.slice(1)}${when}`;
}

export function ledgerSubject(line: LedgerLine): Subject | null {
  if (line.alertId) return { kind: 'alert', id: line.alertId };
  if (line.kind === 'training-failed' && line.runId) return { kind: 'run', id: line.runId };
  if (line.modelVersionId) return { kind: 'version', id: line.modelVersionId };
  return null;
}
