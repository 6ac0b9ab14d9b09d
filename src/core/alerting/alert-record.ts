// From what the watch tells to what is kept.

import type { FigureTable } from '../monitoring/figure-table.ts';
import type { Alert } from '../records.ts';
import { AlertWatch, type Raised } from './alert-watch.ts';
import type { AlertRule } from './rule.ts';
import { alertWords, type AlertWording } from './words.ts';

export interface RecordedBy {
  readonly projectId: string;
  readonly now: number;
  readonly wording: AlertWording;
  readonly table: FigureTable;
  /** Whether an alert of that id was ever given, also one that can't be read any more. */
  taken(id: string): boolean;
}

/** Alerts for all that began, each with an id of its own: the rule, and how often it has spoken. */
export function alertRecords(raised: readonly Raised[], by: RecordedBy): Alert[] {
  const given = new Set<string>();
  return raised.map((one) => {
    const { rule, window, windows, figures } = one;
    const stem = `${by.projectId}/alert/${rule.id}-`;
    let number = 1;
    while (given.has(stem + number) || by.taken(stem + number)) number++;
    given.add(stem + number);
    const [worst] = figures;
    return {
      v: 1,
      id: stem + number,
      projectId: by.projectId,
      rule: rule.kind,
      params: rule.params,
      windowIndex: window.streamWindow,
      modelVersionId: window.modelVersionId,
      metric: '',
      value: worst?.figure?.value ?? NaN,
      level: NaN,
      threshold: worst?.bound ?? NaN,
      evidence: windows.map(({ index, streamWindow }) => {
        const figure = worst && by.table.figure(worst.key, index);
        return { index: streamWindow, value: figure?.value ?? NaN, n: figure?.n ?? 0 };
      }),
      raisedAt: by.now,
      ruleId: rule.id,
      severity: rule.level,
      figures: figures.map(({ key }) => key),
      words: alertWords(one, by.wording),
    };
  });
}

/** How often a rule would have spoken on the windows that there are, had it been on from the first. */
export function wouldHaveFired(
  rule: AlertRule,
  table: FigureTable,
  levelOf: (key: string) => number,
): readonly Raised[] {
  return new AlertWatch(table, { rules: [{ ...rule, on: true }], levelOf }).replay();
}
