// A worker of the pool: a few models of a fleet in one instance of the module.

import { AppError } from '../../core/errors.ts';
import type { Fleet, FleetState } from '../trainers/trainer.ts';
import { wasmFleet } from '../trainers/wasm/fleet.ts';
import type { FromPoolWorker, ToPoolWorker } from './messages.ts';

declare const self: DedicatedWorkerGlobalScope;

const say = (message: FromPoolWorker, transfer: Transferable[] = []) => self.postMessage(message, transfer);

let fleet: Fleet | null = null;

function prepared(): Fleet {
  if (!fleet) throw new AppError('bad-input', 'There is no training yet.');
  return fleet;
}

async function answer(message: ToPoolWorker): Promise<FleetState | null> {
  switch (message.what) {
    case 'prepare':
      fleet = await wasmFleet(message.module).prepare(message.setup);
      return null;
    case 'advance':
      await prepared().advance(message.steps);
      return null;
    case 'stop':
      prepared().stop(message.model);
      return null;
    case 'state':
      return prepared().state();
    case 'restore':
      prepared().restore(message.state);
      return null;
  }
}

async function handle(message: ToPoolWorker): Promise<void> {
  // A fleet gives way every few milliseconds, so this runs while it computes.
  const pulse = setInterval(() => say({ what: 'alive' }), 500);
  try {
    const state = await answer(message);
    say({ what: 'done', state }, state ? [state.weights.buffer, state.optimizer.buffer] : []);
  } catch (thrown) {
    say({ what: 'failed', error: AppError.from(thrown).toData() });
  } finally {
    clearInterval(pulse);
  }
}

/** What was asked is done in the order in which it was asked. */
let last = Promise.resolve();
self.addEventListener('message', ({ data }: MessageEvent<ToPoolWorker>) => {
  last = last.then(() => handle(data));
});
