// The lines that callbacks said in a training, by callback and by epoch.

import { callbacks } from '../../../core/callbacks/index.ts';
import type { CallbackEvent, CallbackSetting, Hook } from '../../../core/callback.ts';
import { hooks } from '../../../core/callback.ts';
import { timelineText } from '../../text/train-callbacks.ts';

export interface Lane {
  /** Place in the list of callbacks; −1: the guard. */
  readonly place: number;
  readonly label: string;
  /** Where it acted, and where it only told something: shares of the width. */
  readonly acted: readonly number[];
  readonly told: readonly number[];
  /** Its latest line; null while it is silent. */
  readonly standing: string | null;
  readonly words: string;
}

export const callbackLabel = (id: string): string =>
  callbacks.all.find((kind) => kind.id === id)?.label ?? id;

/** Marks that fall on the same thousandth are one. */
const grain = 1000;

/** Counted from 0. The end of a training, which is after all epochs, belongs to the last of them. */
const epochOf = ({ hook, epoch }: CallbackEvent): number =>
  hook === 'train-end' ? Math.max(0, epoch - 1) : epoch;

/** Labels are numbered where a callback is in the list more than once. */
function laneLabel(settings: readonly CallbackSetting[], place: number): string {
  const own = settings[place];
  if (!own) return timelineText.guard;
  const same = settings.filter(({ id }) => id === own.id);
  const label = callbackLabel(own.id);
  return same.length > 1 ? `${label} ${same.indexOf(own) + 1}` : label;
}

/** One lane for each callback in its order; the guard's comes first, if it spoke. @param epochs that the width stands for. */
export function lanesOf(
  events: readonly CallbackEvent[],
  settings: readonly CallbackSetting[],
  epochs: number,
): Lane[] {
  const guarded = events.some(({ callback }) => callback < 0);
  const places = [...(guarded ? [-1] : []), ...settings.keys()];
  const own = new Map<number, CallbackEvent[]>(places.map((place) => [place, []]));
  for (const event of events) own.get(event.callback)?.push(event);
  return places.map((place) => {
    const spoken = own.get(place)!;
    const marks = (acted: boolean): number[] => {
      const at = spoken
        .filter((event) => event.acted === acted)
        .map((event) => Math.round(((epochOf(event) + 0.5) / Math.max(1, epochs)) * grain) / grain);
      return [...new Set(at)].map((share) => Math.min(1, share));
    };
    const acting = spoken.filter((event) => event.acted);
    const label = laneLabel(settings, place);
    const [first, last] = [acting[0], acting.at(-1)];
    return {
      place,
      label,
      acted: marks(true),
      told: marks(false),
      standing: spoken.at(-1)?.text ?? null,
      words:
        timelineText.lane(label, acting.length, spoken.length - acting.length) +
        (first && last ? timelineText.firstLast(epochOf(first) + 1, epochOf(last) + 1) : ''),
    };
  });
}

/** Newest first. @param place null: of all. */
export function chosenEvents(
  events: readonly CallbackEvent[],
  place: number | null,
  countingToo: boolean,
): CallbackEvent[] {
  return events
    .filter((event) => (place === null || event.callback === place) && (countingToo || event.acted))
    .toReversed();
}

export interface HookRow {
  readonly hook: Hook;
  /** 0 once a training, 1 once an epoch, 2 once a batch. */
  readonly depth: 0 | 1 | 2;
  readonly lines: number;
  readonly isPresent: boolean;
}

const depthOf = (hook: Hook): 0 | 1 | 2 =>
  hook.includes('batch') ? 2 : hook === 'train-begin' || hook === 'train-end' ? 0 : 1;

/** The places in Keras' order, how many lines were said at each, and at which the latest was. */
export function hookRows(events: readonly CallbackEvent[]): HookRow[] {
  const latest = events.at(-1)?.hook;
  const lines = new Map<Hook, number>();
  for (const { hook } of events) lines.set(hook, (lines.get(hook) ?? 0) + 1);
  return hooks.map((hook) => ({
    hook,
    depth: depthOf(hook),
    lines: lines.get(hook) ?? 0,
    isPresent: hook === latest,
  }));
}

/** Epoch (from 1) whose weights EarlyStopping put back at the end; null when none were. */
export function restoredEpoch(events: readonly CallbackEvent[]): number | null {
  const said = events.findLast(
    ({ id, hook, acted }) => id === 'early-stopping' && hook === 'train-end' && acted,
  );
  const epoch = said && /weights of epoch (\d+)/.exec(said.text)?.[1];
  return epoch ? Number(epoch) : null;
}
