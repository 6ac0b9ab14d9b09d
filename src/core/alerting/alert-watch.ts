// Follows the figures of the windows as they come, and says which rules begin to speak and which episodes are over. What it
// keeps follows from the ledger and the figures alone, so a page that was closed goes on with the same episodes.

import { alertKinds } from '../alerts/index.ts';
import type { Figure, FigureKey } from '../monitoring/figure.ts';
import type { FigureTable, MonitoredWindow } from '../monitoring/figure-table.ts';
import { problems } from '../params.ts';
import type { FigureVerdict, SeenFigure } from './alert-kind.ts';
import { isLate, keysOf, subjectOf, worseOf } from './figure-facts.ts';
import type { AlertRule } from './rule.ts';

/** An episode that has begun and is not over: nothing that it is of is told again. */
export interface OpenEpisode {
  readonly alertId: string;
  readonly ruleId: string;
  readonly subjects: readonly string[];
}

export interface BadFigure {
  readonly key: FigureKey;
  readonly figure: Figure | null;
  readonly bound: number;
  readonly severity: number;
}

export interface Raised {
  readonly rule: AlertRule;
  /** The last of the windows that made it speak. */
  readonly window: MonitoredWindow;
  /** Those in a row, oldest first; as many as the rule asks for. */
  readonly windows: readonly MonitoredWindow[];
  readonly subjects: readonly string[];
  /** Bad in the last window, the worst first. */
  readonly figures: readonly BadFigure[];
}

export interface Cleared {
  readonly episode: OpenEpisode;
  /** `good`: enough good windows. `champion`: another version answers now. `rule`: the rule does not look at it any more. */
  readonly why: 'good' | 'champion' | 'rule';
}

export interface Followed {
  readonly raised: readonly Raised[];
  readonly cleared: readonly Cleared[];
}

export interface WatchSettings {
  readonly rules: readonly AlertRule[];
  /** What the champion reached before it was deployed, of the figures where that is known. */
  levelOf(key: FigureKey): number;
}

/** Windows in a row; more than the rules ask for are not counted. */
interface Streak {
  readonly bad: number;
  readonly good: number;
}

type Moment = 'rows' | 'labels';
const moments: readonly Moment[] = ['rows', 'labels'];

const quiet: Streak = { bad: 0, good: 0 };

export class AlertWatch {
  readonly #table: FigureTable;
  readonly #settings: WatchSettings;
  readonly #rules: readonly AlertRule[];
  readonly #most: number;
  /** By rule, moment and subject: figures that come at different moments are counted apart. */
  #streaks = new Map<string, Streak>();
  #next: Record<Moment, number>;
  #champion: string | null = null;
  #keys = { known: -1, ofRule: new Map<string, FigureKey[]>() };

  /**
   * @param table that grows while the stream runs. What it has already is told at the first `follow`, unless it is skipped.
   */
  constructor(table: FigureTable, settings: WatchSettings) {
    this.#table = table;
    this.#settings = settings;
    this.#rules = settings.rules.filter(isSound).map((rule) => ({
      ...rule,
      windows: Math.max(1, rule.windows),
      clearAfter: Math.max(1, rule.clearAfter),
    }));
    this.#most = Math.max(1, ...this.#rules.flatMap(({ windows, clearAfter }) => [windows, clearAfter]));
    this.#next = { rows: 0, labels: 0 };
  }

  /**
   * Takes note of windows of which everything was told before, without a word. Only so many of the last count as a rule asks
   * for in a row.
   * @param passed windows of the stream that had passed then. @param labelled how many of the first of them had their labels.
   */
  skip(passed: number, labelled: number): void {
    const { windows } = this.#table;
    const until = (count: number): number =>
      (windows.findLast(({ streamWindow }) => streamWindow < count)?.index ?? -1) + 1;
    const end = { rows: until(passed), labels: until(labelled) };
    this.#next = {
      rows: Math.max(0, end.rows - this.#most),
      labels: Math.max(0, end.labels - this.#most),
    };
    this.#follow([], end).accept();
  }

  /**
   * What the windows since the last time tell. Nothing is kept of it until it is accepted: what can't be written down is
   * found again.
   */
  follow(open: readonly OpenEpisode[]): Followed & { accept(): void } {
    return this.#follow(open, { rows: Infinity, labels: Infinity });
  }

  /** Every episode of all windows from the first on, as if each had been followed when it came. Keeps nothing. */
  replay(): Raised[] {
    const told: Raised[] = [];
    let open: OpenEpisode[] = [];
    const watch = new AlertWatch(this.#table, this.#settings);
    for (const { index } of this.#table.windows) {
      const { raised, cleared, accept } = watch.#follow(open, { rows: index + 1, labels: index + 1 });
      accept();
      open = open.filter((episode) => !cleared.some((one) => one.episode === episode));
      for (const one of raised) {
        told.push(one);
        open.push({ alertId: String(told.length), ruleId: one.rule.id, subjects: one.subjects });
      }
    }
    return told;
  }

  #follow(open: readonly OpenEpisode[], end: Record<Moment, number>): Followed & { accept(): void } {
    const streaks = new Map(this.#streaks);
    const next = { ...this.#next };
    const raised: Raised[] = [];
    const cleared: Cleared[] = [];
    let episodes = open.filter((episode) => {
      const rule = this.#rules.find(({ id }) => id === episode.ruleId);
      if (!rule) cleared.push({ episode, why: 'rule' });
      return rule !== undefined;
    });
    const windows = this.#table.windows.filter(({ index }) => index < end.rows);
    const first = windows[0]?.index ?? 0;
    const champion = windows.at(-1)?.modelVersionId ?? this.#champion;
    if (this.#champion !== null && champion !== this.#champion) {
      streaks.clear();
      for (const episode of episodes) cleared.push({ episode, why: 'champion' });
      episodes = [];
    }
    const reign = reignOf(windows);
    for (const moment of moments)
      for (let index = Math.max(next[moment], first); index < first + windows.length; index++) {
        if (moment === 'labels' && !(index < end.labels && this.#table.isLabelled(index))) break;
        next[moment] = index + 1;
        // Labels of what an earlier version answered say nothing about this one.
        if (index < reign) continue;
        const told = this.#window(windows[index - first]!, moment, reign, streaks, episodes);
        raised.push(...told.raised);
        cleared.push(...told.cleared.map((episode) => ({ episode, why: 'good' as const })));
        episodes = [
          ...episodes.filter((episode) => !told.cleared.includes(episode)),
          // Not written down yet, so without an id: what counts here is only that it is not told twice.
          ...told.raised.map(({ rule, subjects }) => ({ alertId: '', ruleId: rule.id, subjects })),
        ];
      }
    const accept = () => {
      this.#streaks = streaks;
      this.#next = next;
      this.#champion = champion;
    };
    // What began among these windows goes on until those that come say that it is over.
    return { raised, cleared: cleared.filter(({ episode }) => episode.alertId !== ''), accept };
  }

  #window(
    window: MonitoredWindow,
    moment: Moment,
    reign: number,
    streaks: Map<string, Streak>,
    open: readonly OpenEpisode[],
  ): { raised: Raised[]; cleared: OpenEpisode[] } {
    const raised: Raised[] = [];
    const cleared: OpenEpisode[] = [];
    for (const rule of this.#rules) {
      if (window.index < reign + rule.cooldown) continue;
      const judged = this.#judge(rule, window, moment, reign);
      if (judged.length === 0) continue;
      const bySubject = new Map<string, (BadFigure & FigureVerdict)[]>();
      for (const one of judged) {
        const subject = subjectOf(one.key);
        bySubject.set(subject, [...(bySubject.get(subject) ?? []), one]);
      }
      for (const [subject, of] of bySubject) {
        const key = streakKey(rule, moment, subject);
        streaks.set(key, after(streaks.get(key) ?? quiet, of, this.#most));
      }
      const isGood = (subject: string): boolean => {
        const own = moments.flatMap((when) => streaks.get(streakKey(rule, when, subject)) ?? []);
        return own.length > 0 && own.every(({ good }) => good >= rule.clearAfter);
      };
      const own = open.filter(({ ruleId }) => ruleId === rule.id);
      cleared.push(
        ...own.filter(
          ({ subjects }) => subjects.some((subject) => bySubject.has(subject)) && subjects.every(isGood),
        ),
      );
      const taken = new Set(own.filter((one) => !cleared.includes(one)).flatMap(({ subjects }) => subjects));
      const fresh = [...bySubject.keys()].filter(
        (subject) =>
          !taken.has(subject) && (streaks.get(streakKey(rule, moment, subject)) ?? quiet).bad >= rule.windows,
      );
      if (fresh.length === 0) continue;
      const figures = fresh
        .flatMap((subject) => bySubject.get(subject) ?? [])
        .filter(({ verdict }) => verdict === 'bad')
        .sort((a, b) => b.severity - a.severity);
      const worstFirst = [...new Set(figures.map(({ key }) => subjectOf(key)))];
      raised.push({ rule, window, windows: this.#last(window, rule.windows), subjects: worstFirst, figures });
    }
    return { raised, cleared };
  }

  #last({ index }: MonitoredWindow, count: number): MonitoredWindow[] {
    return this.#table.windows.filter((other) => other.index > index - count && other.index <= index);
  }

  #judge(
    rule: AlertRule,
    window: MonitoredWindow,
    moment: Moment,
    reign: number,
  ): (BadFigure & FigureVerdict)[] {
    const all = this.#keysOf(rule);
    const keys = all.filter((key) => isLate(key) === (moment === 'labels'));
    if (keys.length === 0) return [];
    const figureAt = (key: FigureKey, index: number): Figure | null => {
      const figure = this.#table.figure(key, index);
      return figure && figure.n >= rule.minimumRows ? figure : null;
    };
    const seen = keys.map((key): SeenFigure => {
      const inRow = (from: number, step: 1 | -1, count: number): Figure[] => {
        const found: Figure[] = [];
        for (let i = from; i >= reign && i < window.index && found.length < count; i += step) {
          const figure = figureAt(key, i);
          if (figure) found.push(figure);
        }
        return found;
      };
      return {
        key,
        figure: figureAt(key, window.index),
        worse: worseOf(key),
        level: this.#settings.levelOf(key),
        before: (count) => inRow(window.index - 1, -1, count),
        first: (count) => inRow(reign, 1, count),
      };
    });
    const previous = this.#table.windows[window.index - 1 - (this.#table.windows[0]?.index ?? 0)];
    const share = keys.length < all.length ? 0.5 : 1;
    const newRows = window.span.to - Math.max(window.span.from, previous?.span.to ?? window.span.from);
    const verdicts = alertKinds.get(rule.kind).judge(seen, rule.params, { newRows, share });
    return seen.flatMap(({ key, figure }, i) => {
      const verdict = verdicts[i];
      return verdict ? [{ key, figure, ...verdict }] : [];
    });
  }

  #keysOf(rule: AlertRule): FigureKey[] {
    const { keys } = this.#table;
    // Keys are only ever added.
    if (this.#keys.known !== keys.length) this.#keys = { known: keys.length, ofRule: new Map() };
    let found = this.#keys.ofRule.get(rule.id);
    if (!found) this.#keys.ofRule.set(rule.id, (found = keysOf(rule.figures, keys)));
    return found;
  }
}

/** Index of the first window of the version that answered last. */
function reignOf(windows: readonly MonitoredWindow[]): number {
  let from = windows.length;
  while (from > 0 && windows[from - 1]!.modelVersionId === windows.at(-1)?.modelVersionId) from--;
  return windows[from]?.index ?? 0;
}

/** A rule that this page does not understand is left alone: it must not stop the stream. */
const isSound = ({ on, kind, params }: AlertRule): boolean =>
  on && alertKinds.has(kind) && Object.keys(problems(alertKinds.get(kind).params, params)).length === 0;

const streakKey = ({ id }: AlertRule, moment: Moment, subject: string): string =>
  `${id}\n${moment}\n${subject}`;

/** A subject is bad when any of its figures is, and good when none is in doubt. */
function after({ bad, good }: Streak, of: readonly FigureVerdict[], most: number): Streak {
  if (of.some(({ verdict }) => verdict === 'bad')) return { bad: Math.min(most, bad + 1), good: 0 };
  if (of.some(({ verdict }) => verdict === 'between')) return quiet;
  return { bad: 0, good: Math.min(most, good + 1) };
}
