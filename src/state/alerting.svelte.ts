// Rules on figures: what speaks, what is still open, and what a person does about it. Everything follows from the figures and
// the ledger; nothing else is kept.

import { alertRecords, wouldHaveFired } from '../core/alerting/alert-record.ts';
import { AlertWatch, type Raised } from '../core/alerting/alert-watch.ts';
import { asksForAttention, episodesOf, openEpisodes, type Episode } from '../core/alerting/episodes.ts';
import { worseOf } from '../core/alerting/figure-facts.ts';
import type { AlertRule } from '../core/alerting/rule.ts';
import { budgetRows, rulesOf } from '../core/alerting/usual-rules.ts';
import { clearedWords, figureLabel, type AlertWording } from '../core/alerting/words.ts';
import { AppError } from '../core/errors.ts';
import { partsOfKey, type FigureKey } from '../core/monitoring/figure.ts';
import type { FigureTable } from '../core/monitoring/figure-table.ts';
import type { Alert, ProjectSettings } from '../core/records.ts';
import { sameContent } from '../core/same-content.ts';
import { labelledWindows } from '../core/watch.ts';
import { countText } from '../core/wording.ts';
import type { Datasets } from './datasets.svelte.ts';
import type { Models } from './models.svelte.ts';
import type { Monitoring } from './monitoring.svelte.ts';
import type { LineDraft, ProjectStore } from './project-store.svelte.ts';

export interface AlertingParts {
  readonly store: ProjectStore;
  readonly datasets: Datasets;
  readonly models: Pick<Models, 'champion'>;
  readonly monitoring: Pick<Monitoring, 'figures'>;
}

/** What a pass has to write down. */
export interface ToldAlerts {
  readonly alerts: readonly Alert[];
  readonly lines: readonly LineDraft[];
  /** It has been written down. */
  accept(): void;
}

export class Alerting {
  readonly #parts: AlertingParts;
  readonly #episodes = $derived.by(() =>
    this.#parts.store.isOpen ? episodesOf(this.#parts.store.contents.alerts, this.#parts.store.ledger) : [],
  );
  #watch: {
    readonly project: string;
    readonly table: FigureTable;
    readonly rules: readonly AlertRule[];
    readonly watch: AlertWatch;
  } | null = null;

  constructor(parts: AlertingParts) {
    this.#parts = parts;
  }

  get rules(): readonly AlertRule[] {
    return rulesOf(this.#parts.store.project.settings);
  }
  /** Rows for one false alarm of all rules together; null: no rule has a budget. */
  get budget(): number | null {
    return budgetRows(this.rules);
  }
  /** All there ever were, oldest first. */
  get episodes(): readonly Episode[] {
    return this.#episodes;
  }
  /** Newest first. */
  get open(): readonly Episode[] {
    return this.#episodes.filter(({ cleared }) => cleared === null).toReversed();
  }
  /** Open ones that nobody has seen or put off. */
  get unseen(): readonly Episode[] {
    const { position } = this.#parts.store.project;
    return this.open.filter((episode) => asksForAttention(episode, position));
  }

  find(alertId: string): Episode | null {
    return this.#episodes.find(({ alert }) => alert.id === alertId) ?? null;
  }

  /** The project is left. */
  forget(): void {
    this.#watch = null;
  }

  /**
   * What the figures of the windows that are about to be written down tell. To be called inside the store's turn, before the
   * commit, with all windows that had passed before still in the store.
   */
  follow(): ToldAlerts {
    const { store, monitoring } = this.#parts;
    const { raised, cleared, accept } = this.#current().follow(openEpisodes(this.#episodes));
    const alerts = alertRecords(raised, {
      projectId: store.project.id,
      now: store.now(),
      wording: this.#wording,
      table: monitoring.figures,
      taken: (id) => this.#taken.has(id),
    });
    const lines: LineDraft[] = [
      ...cleared.map((one): LineDraft => {
        const { alertId, ruleId } = one.episode;
        const rule = this.rules.find(({ id }) => id === ruleId);
        return {
          kind: 'alert-cleared',
          alertId,
          reason: clearedWords(one, rule?.name ?? ruleId, this.worst(alertId) ?? ''),
        };
      }),
      ...alerts.map(({ id, modelVersionId, words }): LineDraft => ({
        kind: 'alert-raised',
        alertId: id,
        modelVersionId,
        reason: words ?? '',
      })),
    ];
    return { alerts, lines, accept };
  }

  /** A watch of the figures and rules as they are, that has taken note of what is in the store. */
  #current(): AlertWatch {
    const { store, monitoring } = this.#parts;
    const { rules } = this;
    const table = monitoring.figures;
    const known = this.#watch;
    if (known?.project === store.project.id && known.table === table && sameContent(known.rules, rules))
      return known.watch;
    const watch = new AlertWatch(table, { rules, levelOf: (key) => this.#levelOf(key) });
    watch.skip(store.project.position, labelledWindows(store.windows));
    this.#watch = { project: store.project.id, table, rules, watch };
    return watch;
  }

  #levelOf(key: FigureKey): number {
    const { family, name, of } = partsOfKey(key);
    const { champion } = this.#parts.models;
    const isLevel = (family === 'performance' || family === 'estimated') && of === null;
    return champion && isLevel && name === champion.metric ? champion.level.value : NaN;
  }

  get #wording(): AlertWording {
    const { datasets } = this.#parts;
    const { unit, targetUnit } = datasets.current.scenario;
    return { rows: unit.many, targetUnit, labelOf: (index) => datasets.windowLabel(index) };
  }

  get #taken(): ReadonlySet<string> {
    const { alerts, ledger, damaged } = this.#parts.store.contents;
    return new Set([
      ...alerts.map(({ id }) => id),
      ...ledger.flatMap(({ alertId }) => alertId ?? []),
      ...damaged.flatMap(({ kind, key }) => (kind === 'alert' ? [key.split(', ').at(-1) ?? ''] : [])),
    ]);
  }

  /** The worst value of an episode so far, in words; null where its figure is not measured any more. */
  worst(alertId: string): string | null {
    const episode = this.find(alertId);
    const key = episode?.alert.figures?.[0];
    if (!episode || !key) return null;
    const { figures } = this.#parts.monitoring;
    const from = episode.alert.evidence[0]?.index ?? episode.alert.windowIndex;
    const to = episode.cleared?.windowIndex ?? Infinity;
    const sign = worseOf(key) === 'up' ? 1 : -1;
    let worst: { value: number; n: number; at: number } | null = null;
    for (const { index, streamWindow } of figures.windows) {
      if (streamWindow < from || streamWindow > to) continue;
      const figure = figures.figure(key, index);
      if (figure && !(sign * figure.value <= sign * (worst?.value ?? -sign * Infinity)))
        worst = { value: figure.value, n: figure.n, at: streamWindow };
    }
    if (!worst) return null;
    const { rows, labelOf } = this.#wording;
    return `${figureLabel(key)} ${Number(worst.value.toPrecision(3))} on ${countText(worst.n)} ${rows} (${labelOf(worst.at)})`;
  }

  /** A person has seen it; it stays open until it is over, but asks for nothing any more. */
  acknowledge(alertId: string, note: string): Promise<void> {
    return this.#answer(alertId, { kind: 'alert-acknowledged', reason: note.trim() || 'seen' });
  }

  /** Keeps quiet for so many windows. */
  snooze(alertId: string, windows: number): Promise<void> {
    const until = this.#parts.store.project.position + windows;
    return this.#answer(alertId, {
      kind: 'alert-snoozed',
      until,
      reason: `put off until ${countText(until)} windows have passed`,
    });
  }

  #answer(alertId: string, line: Pick<LineDraft, 'kind' | 'reason' | 'until'>): Promise<void> {
    const { store } = this.#parts;
    return store.inTurn(async () => {
      const episode = this.find(alertId);
      if (!episode) throw new AppError('bad-input', 'This alert is not in the project.');
      if (episode.cleared) return;
      const { modelVersionId } = episode.alert;
      await store.commit({ ledger: store.lines({ ...line, alertId, modelVersionId }) }, { strict: true });
    });
  }

  /** Changes a rule, or adds it. Its open episodes go on under the new terms. */
  async changeRule(rule: AlertRule, reason: string): Promise<void> {
    const known = this.rules.some(({ id }) => id === rule.id);
    const rules = known ? this.rules.map((one) => (one.id === rule.id ? rule : one)) : [...this.rules, rule];
    await this.#setRules(rules, reason);
  }

  async removeRule(ruleId: string): Promise<void> {
    const rule = this.rules.find(({ id }) => id === ruleId);
    if (!rule) return;
    await this.#setRules(
      this.rules.filter(({ id }) => id !== ruleId),
      `“${rule.name}” was taken away`,
    );
  }

  /** Back to the rules of a project that nobody has changed. */
  async usualRules(): Promise<void> {
    await this.#setRules(undefined, 'the usual rules hold again');
  }

  #setRules(alerts: readonly AlertRule[] | undefined, reason: string): Promise<void> {
    const { store } = this.#parts;
    return store.inTurn(async () => {
      const { project } = store;
      const { alerts: _, ...others } = project.settings;
      const settings: ProjectSettings = alerts ? { ...others, alerts } : others;
      await store.commit({
        project: { ...project, settings },
        ledger: store.lines({ kind: 'rule-changed', reason }),
      });
    });
  }

  /** An id that no rule and no alert has had. */
  freshId(): string {
    const taken = new Set([
      ...this.rules.map(({ id }) => id),
      ...this.#episodes.flatMap(({ alert }) => alert.ruleId ?? []),
    ]);
    let number = 1;
    while (taken.has(`rule${number}`)) number++;
    return `rule${number}`;
  }

  /** When a rule would have spoken on the windows that have passed, had it been on from the first. */
  test(rule: AlertRule): { readonly raised: readonly Raised[]; readonly rows: number } {
    const { figures } = this.#parts.monitoring;
    const [first, last] = [figures.windows[0], figures.windows.at(-1)];
    return {
      raised: wouldHaveFired(rule, figures, (key) => this.#levelOf(key)),
      rows: first && last ? last.span.to - first.span.from : 0,
    };
  }
}
