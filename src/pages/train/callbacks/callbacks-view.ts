// The list of callbacks that the next training will call, and how it is changed.

import { callbacks } from '../../../core/callbacks/index.ts';
import type { CallbackContext, CallbackKind, CallbackSetting } from '../../../core/callback.ts';
import type { Metric, TrainingConfig } from '../../../core/define.ts';
import { defaults, type ParamValue, type ParamValues, type Params } from '../../../core/params.ts';
import { callbacksText } from '../../text/train-callbacks.ts';

/** Null for one that this page does not know (from a project of a later version). */
export const kindOf = (id: string): CallbackKind | null =>
  callbacks.all.find((kind) => kind.id === id) ?? null;

export function contextOf(metric: Metric, training: TrainingConfig): CallbackContext {
  return {
    directions: new Map([[metric.id, metric.better]]),
    scheduled: (training.rateCourse ?? 'constant') !== 'constant',
  };
}

/** Another one at the end, with settings that can work together with those before it. */
export const withAdded = (list: readonly CallbackSetting[], id: string): CallbackSetting[] => [
  ...list,
  { id, params: { ...defaults(callbacks.get(id).params), ...startOf(list, id) } },
];

/** What Keras itself begins with, where this page begins with something else. */
const kerasPatience: Readonly<Record<string, number>> = {
  'early-stopping': 0,
  'reduce-lr-on-plateau': 10,
};

/** A rate that is lowered after training has stopped is never lowered: there is time for it twice before that. */
function startOf(list: readonly CallbackSetting[], id: string): ParamValues {
  const patienceOf = (other: string): number | null => {
    const one = list.findLast((setting) => setting.id === other)?.params['patience'];
    return typeof one === 'number' ? one : null;
  };
  if (id === 'reduce-lr-on-plateau') {
    const stops = patienceOf('early-stopping');
    if (stops !== null) return { patience: Math.min(10, Math.max(1, Math.floor(stops / 2))) };
  }
  if (id === 'early-stopping') {
    const lowers = patienceOf('reduce-lr-on-plateau');
    if (lowers !== null) return { patience: Math.max(5, 2 * lowers) };
  }
  return {};
}

/** What is said of a callback whose patience begins elsewhere than in Keras; null for others. */
export function startWords({ id, params }: CallbackSetting): string | null {
  const keras = kerasPatience[id];
  const patience = params['patience'];
  return keras !== undefined && typeof patience === 'number' && patience !== keras
    ? callbacksText.start(patience, keras)
    : null;
}

/** Whether a schedule of the learning rate is all that is in the way of this one. */
export const isBlockedBySchedule = ({ id, params }: CallbackSetting, context: CallbackContext): boolean => {
  const kind = kindOf(id);
  return (
    context.scheduled &&
    kind !== null &&
    kind.problem(params, context) !== null &&
    kind.problem(params, { ...context, scheduled: false }) !== kind.problem(params, context)
  );
};

export const without = (list: readonly CallbackSetting[], place: number): CallbackSetting[] =>
  list.filter((_, at) => at !== place);

/** The same list when there is nowhere to go. */
export function moved(
  list: readonly CallbackSetting[],
  place: number,
  by: -1 | 1,
): readonly CallbackSetting[] {
  const to = place + by;
  const [one, other] = [list[place], list[to]];
  if (!one || !other) return list;
  return list.map((setting, at) => (at === place ? other : at === to ? one : setting));
}

export const withParam = (
  list: readonly CallbackSetting[],
  place: number,
  name: string,
  value: ParamValue,
): CallbackSetting[] =>
  list.map((setting, at) =>
    at === place ? { ...setting, params: { ...setting.params, [name]: value } } : setting,
  );

/** The figures that a training logs by itself. */
const logged = (metric: string): string[] => ['val_loss', 'loss', `val_${metric}`, metric];

/**
 * Parameters as the form shows them: the figure to watch is chosen from those that this training logs. One that it does not
 * log stays in the list while it is set, so that it is seen.
 */
export function formParams(kind: CallbackKind, metric: Metric, current: ParamValue | undefined): Params {
  return Object.fromEntries(
    Object.entries(kind.params).map(([name, param]) => {
      const keras = name === 'patience' ? kerasPatience[kind.id] : undefined;
      if (keras !== undefined)
        return [name, { ...param, help: `${param.help} ${callbacksText.kerasDefault(keras)}` }];
      if (name !== 'monitor' || param.type !== 'text') return [name, param];
      const names = logged(metric.id);
      const other = typeof current === 'string' && !names.includes(current) ? [current] : [];
      const options = [
        ...names.map((value) => ({ value, label: callbacksText.monitor(value, metric.label) })),
        ...other.map((value) => ({ value, label: callbacksText.otherMonitor(value) })),
      ];
      return [
        name,
        { type: 'choice', label: param.label, help: param.help, options, default: param.default },
      ];
    }),
  );
}
