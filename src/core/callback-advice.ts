// What is allowed but hardly meant: callbacks that get in each other's way.

import type { CallbackSetting } from './callback.ts';

export interface CallbackAdvice {
  /** Place in the list of settings that it is about. */
  readonly place: number;
  readonly text: string;
}

const rateSetters = new Set(['reduce-lr-on-plateau', 'learning-rate-scheduler']);

export function callbackAdvice(settings: readonly CallbackSetting[]): CallbackAdvice[] {
  const advice: CallbackAdvice[] = [];
  settings.forEach((setting, place) => {
    const behind = settings.slice(place + 1);
    const before = settings.slice(0, place);
    if (setting.id === 'early-stopping')
      for (const other of settings) {
        const text = patienceAdvice(setting, other);
        if (text !== null) advice.push({ place, text });
      }
    if (setting.id === 'csv-logger' && behind.some(({ id }) => rateSetters.has(id)))
      advice.push({
        place,
        text: 'The file has no column learning_rate unless it stands behind the callback that sets the rate. Move it down.',
      });
    if (
      setting.id === 'swap-ema-weights' &&
      setting.params['swap_on_epoch'] === true &&
      before.some(({ id }) => id === 'model-checkpoint')
    )
      advice.push({
        place,
        text: 'Checkpoints before it keep the plain weights. Move it up to keep the average.',
      });
  });
  return advice;
}

/** Stopping earlier than lowering, of the same figure: keras-team/keras#10924 and others were puzzled by it. */
function patienceAdvice(stopping: CallbackSetting, lowering: CallbackSetting): string | null {
  if (lowering.id !== 'reduce-lr-on-plateau' || lowering.params['monitor'] !== stopping.params['monitor'])
    return null;
  const stops = stopping.params['patience'];
  const lowers = lowering.params['patience'];
  if (typeof stops !== 'number' || typeof lowers !== 'number') return null;
  // Patience 0 acts as 1 in both.
  const [first, second] = [Math.max(stops, 1), Math.max(lowers, 1)];
  if (first > second) return null;
  const after = `Training stops after ${stops} epochs without improvement and the rate is lowered after ${lowers}, so `;
  return first < second
    ? `${after}the rate would never be lowered before training stops. Choose more patience here or less there.`
    : `${after}the rate would be lowered just as training stops. Choose more patience here or less there.`;
}
