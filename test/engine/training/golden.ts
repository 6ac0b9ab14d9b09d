// The cases of real Keras through the real loop of a training: which epoch is the last, which weights come back, which rate
// holds, which names are kept. Runs in Node and in the browser; throws plain errors.

import type { ParamValues } from '../../../src/core/params.ts';
import type { LoadedTrainer } from '../../../src/engine/trainer-loading.ts';
import { sameBits } from '../trainers/parity.ts';
import { run, scripted, setting, smallRequest } from './run.ts';

export interface Monitored {
  readonly series: readonly (number | null)[];
  readonly args: ParamValues;
}

export interface Stopping extends Monitored {
  readonly stop_epoch: number | null;
  readonly best_epoch: number;
  readonly best: number | null;
  readonly wait: number;
  readonly final_weights_epoch: number;
}

export interface Reducing extends Monitored {
  readonly lr0: number;
  readonly lr_after_each_epoch: readonly number[];
}

export interface Keeping extends Monitored {
  readonly saved: readonly string[];
}

function same(what: string, found: unknown, wanted: unknown): void {
  const text = (value: unknown) =>
    JSON.stringify(value, (_, part: unknown) => (typeof part === 'number' ? String(part) : part));
  if (text(found) !== text(wanted)) throw new Error(`${what}: ${text(found)}, not ${text(wanted)}.`);
}

const monitorOf = ({ args }: Monitored): string => String(args['monitor'] ?? 'val_loss');

/** Arguments as Keras takes them: numbers that may be left out are texts here. */
const ofKeras = (args: ParamValues): ParamValues =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      ['baseline', 'initial_value_threshold', 'save_freq'].includes(name) ? String(value) : value,
    ]),
  );

export async function checkStopping(engine: LoadedTrainer, wanted: Stopping): Promise<void> {
  const { script, weights } = scripted(monitorOf(wanted), wanted.series);
  const stopping = setting('early-stopping', { patience: 0, ...ofKeras(wanted.args) });
  const request = smallRequest([stopping], { epochs: wanted.series.length });
  const { response } = await run(engine, request, [script]);
  const [state] = response.callbacks;
  const last = response.history.length - 1;
  same('the last epoch', last, wanted.stop_epoch ?? wanted.series.length - 1);
  same('whether it was stopped', response.stopped, last < wanted.series.length - 1);
  same('the best epoch', state?.['bestEpoch'], wanted.best_epoch);
  same('the best value', state?.['best'], wanted.best);
  same('the patience used up', state?.['wait'], wanted.wait);
  sameBits('the final weights', response.model.weights, weights[wanted.final_weights_epoch]!);
}

export async function checkReducing(engine: LoadedTrainer, wanted: Reducing): Promise<void> {
  const { script, rates } = scripted(monitorOf(wanted), wanted.series);
  const reducing = setting('reduce-lr-on-plateau', ofKeras(wanted.args));
  const request = smallRequest([reducing], { epochs: wanted.series.length, learningRate: wanted.lr0 });
  const { response } = await run(engine, request, [script]);
  same('the rates', rates, wanted.lr_after_each_epoch);
  same('the last rate', response.learningRate, wanted.lr_after_each_epoch.at(-1));
}

export async function checkKeeping(engine: LoadedTrainer, wanted: Keeping): Promise<void> {
  const { script, weights } = scripted(monitorOf(wanted), wanted.series);
  const keeping = setting('model-checkpoint', { filepath: '{epoch:02d}.keras', ...ofKeras(wanted.args) });
  const request = smallRequest([keeping], { epochs: wanted.series.length });
  const { reports } = await run(engine, request, [script]);
  const kept = reports.flatMap(({ news }) => news.kept);
  same(
    'the names',
    kept.map(({ name }) => name),
    wanted.saved,
  );
  for (const { name, epoch, weights: found } of kept) sameBits(name, found, weights[epoch - 1]!);
}

/** e<3?lr:lr*0.5, as Keras ran it. */
export async function checkScheduling(
  engine: LoadedTrainer,
  wanted: { readonly lr0: number; readonly lr_during_epoch: readonly number[] },
): Promise<void> {
  const epochs = wanted.lr_during_epoch.length;
  const { script, during } = scripted('val_loss', []);
  const scheduler = setting('learning-rate-scheduler', {
    schedule: 'formula',
    formula: 'if(epoch < 3, lr, lr * 0.5)',
  });
  const request = smallRequest([scheduler], { epochs, learningRate: wanted.lr0 });
  await run(engine, request, [script]);
  same('the rates', during, wanted.lr_during_epoch);
}
