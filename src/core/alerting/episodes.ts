// What became of each alert, read from the ledger: alerts themselves are never rewritten.

import type { Alert, LedgerLine } from '../records.ts';
import type { OpenEpisode } from './alert-watch.ts';
import { subjectOf } from './figure-facts.ts';

/** An alert of the scenario's own alarm: it asks for a retraining, and is answered by what is done with versions. */
export const isAlarm = ({ ruleId }: Alert): boolean => ruleId === undefined;

export interface Episode {
  readonly alert: Alert;
  /** Windows that had passed when it was over, and how it ended; null: it goes on. */
  readonly cleared: { readonly windowIndex: number; readonly reason: string } | null;
  /** What a person said who has seen it; null: nobody has. */
  readonly note: string | null;
  /** It keeps quiet until so many windows have passed; null: it does not. */
  readonly snoozedUntil: number | null;
}

const answersAlarm: ReadonlySet<LedgerLine['kind']> = new Set([
  'acknowledged',
  'promoted',
  'rolled-back',
  'kept',
]);

/** Oldest first. */
export function episodesOf(alerts: readonly Alert[], ledger: readonly LedgerLine[]): Episode[] {
  const found = new Map(
    alerts.map((alert) => [alert.id, { alert, cleared: null, note: null, snoozedUntil: null } as Episode]),
  );
  let alarm: Episode | undefined;
  const put = (episode: Episode): Episode => {
    found.set(episode.alert.id, episode);
    return episode;
  };
  for (const { kind, alertId, windowIndex, reason, until } of ledger) {
    if (kind === 'alarm') alarm = found.get(alertId ?? '');
    else if (alarm && !alarm.cleared && answersAlarm.has(kind))
      alarm = put({ ...alarm, cleared: { windowIndex, reason } });
    const episode = found.get(alertId ?? '');
    if (!episode) continue;
    if (kind === 'alert-cleared') {
      put({ ...episode, cleared: { windowIndex, reason } });
      // What is over by itself is not ended again by a later decision.
      if (alarm?.alert.id === alertId) alarm = undefined;
    }
    if (kind === 'alert-acknowledged') put({ ...episode, note: reason });
    if (kind === 'alert-snoozed') put({ ...episode, snoozedUntil: until ?? null });
  }
  return [...found.values()];
}

/** What a rule must not tell again. */
export const openEpisodes = (episodes: readonly Episode[]): OpenEpisode[] =>
  episodes.flatMap(({ alert, cleared }) =>
    cleared === null && alert.ruleId !== undefined
      ? [
          {
            alertId: alert.id,
            ruleId: alert.ruleId,
            subjects: [...new Set((alert.figures ?? []).map(subjectOf))],
          },
        ]
      : [],
  );

/** Open, not seen by anybody yet, and not put off. @param position windows that have passed. */
export const asksForAttention = ({ cleared, note, snoozedUntil }: Episode, position: number): boolean =>
  cleared === null && note === null && (snoozedUntil === null || position >= snoozedUntil);
