// The callbacks of a training, called in the order of their list at every hook (keras.callbacks.CallbackList).
//
// Who speaks: `run` asks `hostFor(place, id)` for the host that it hands to each callback, so that a line that is said, a
// point or a kept checkpoint can be put down to the callback behind it. `place` counts the settings from 0; callbacks given
// as `extra` are called before them, all with place −1 and the id 'guard'. `hostFor` is asked at every call: return the same
// object for the same place.
//
// Logs: one Map per hook goes through the whole list, so what a callback adds is seen by those behind it, by the caller
// afterwards (it belongs into the run's series), and by nobody at other hooks.
//
// A training that goes on from a checkpoint calls `restore` and then the hooks that are still to come. What the settings'
// callbacks do at train-begin (Keras' reset) is left out then, for they began long ago; and in the midst of an epoch the caller
// does not call its epoch-begin again.
//
// `train-end` first lets those finish who change the weights there as Keras' optimiser does, then calls everybody's own hook.

import type {
  Callback,
  CallbackContext,
  CallbackSetting,
  CallbackState,
  Hook,
  Logs,
  TrainingHost,
} from './callback.ts';
import { AppError } from './errors.ts';
import { callbacks } from './callbacks/index.ts';
import { problems } from './params.ts';

/** The host as the callback at this place is given it. */
export type HostFor = (place: number, id: string) => TrainingHost;

interface Member {
  readonly place: number;
  readonly id: string;
  readonly callback: Callback;
}

export class CallbackList {
  /** Whether some callback must be called at every single batch; otherwise batch hooks may be left out. */
  readonly everyBatch: boolean;
  /** Whether some callback asks for the loss of every batch. */
  readonly needsBatchLoss: boolean;
  readonly #members: readonly Member[];
  readonly #heard: ReadonlySet<string>;
  #goesOn = false;

  /**
   * @param settings without problems (see `callbackProblems`).
   * @param extra called first, not part of `states`: they remember nothing that a checkpoint needs.
   * @throws RangeError for an unknown id.
   */
  constructor(
    settings: readonly CallbackSetting[],
    context: CallbackContext,
    extra: readonly Callback[] = [],
  ) {
    this.everyBatch = settings.some(({ id, params }) => callbacks.get(id).everyBatch(params));
    this.needsBatchLoss =
      extra.some((callback) => callback.hooks['train-batch-end'] !== undefined) ||
      settings.some(({ id, params }) => callbacks.get(id).needsBatchLoss?.(params) ?? false);
    this.#members = [
      ...extra.map((callback) => ({ place: -1, id: 'guard', callback })),
      ...settings.map(({ id, params }, place) => ({
        place,
        id,
        callback: callbacks.get(id).create(params, context),
      })),
    ];
    this.#heard = new Set(
      this.#members.flatMap(({ callback }) => [
        ...Object.keys(callback.hooks),
        ...(callback.finish ? ['train-end'] : []),
      ]),
    );
  }

  /** Whether anybody listens at this hook; a caller in a hurry asks first. */
  listensTo(hook: Hook): boolean {
    return this.#heard.has(hook);
  }

  /**
   * Calls everybody who listens, one after the other; each is awaited.
   * @param at epoch (epoch hooks) or batch of this epoch (batch hooks), from 0; 0 elsewhere.
   * @throws what a callback throws; those behind it are then not called, as in Keras.
   */
  async run(hook: Hook, at: number, logs: Logs, hostFor: HostFor): Promise<void> {
    const members = this.#goesOn && hook === 'train-begin' ? this.#extra() : this.#members;
    if (hook === 'train-end')
      for (const { place, id, callback } of members) await callback.finish?.(hostFor(place, id));
    for (const { place, id, callback } of members) {
      const called = callback.hooks[hook]?.(at, logs, hostFor(place, id));
      if (called) await called;
    }
  }

  /** What every callback of the settings remembers, in their order. */
  states(): CallbackState[] {
    return this.#settled().map(({ callback }) => callback.state());
  }

  /** @throws AppError 'corrupt' when the states are not those of such a list. */
  restore(states: readonly CallbackState[]): void {
    const members = this.#settled();
    if (states.length !== members.length)
      throw new AppError(
        'corrupt',
        `The checkpoint holds the state of ${states.length} callbacks, the training has ${members.length}.`,
      );
    members.forEach(({ callback }, place) => {
      callback.restore(states[place]!);
    });
    this.#goesOn = true;
  }

  #extra(): readonly Member[] {
    return this.#members.filter(({ place }) => place < 0);
  }

  #settled(): readonly Member[] {
    return this.#members.filter(({ place }) => place >= 0);
  }
}

/**
 * Why each of these settings cannot be used, in words; null where it can. What callbacks before it add to the logs is known to
 * the ones behind.
 */
export function callbackProblems(
  settings: readonly CallbackSetting[],
  context: CallbackContext,
): (string | null)[] {
  const added = [...(context.added ?? [])];
  return settings.map(({ id, params }) => {
    if (!callbacks.has(id)) return `There is no callback called ${id}.`;
    const kind = callbacks.get(id);
    const [first] = Object.values(problems(kind.params, params));
    if (first !== undefined) return first;
    const problem = kind.problem(params, { ...context, added: [...added] });
    added.push(...(kind.adds?.(params) ?? []));
    return problem;
  });
}
