// One worker measures one workload, or starts one engine once, and is thrown away.

import { AppError } from '../core/errors.ts';
import { loadEngine } from './engines/index.ts';
import { Gate } from './gate.ts';
import { makeMaterial } from './material.ts';
import { measure } from './measure.ts';
import type { FromBenchWorker, ToBenchWorker } from './messages.ts';
import { workloadOf } from './workloads.ts';

declare const self: DedicatedWorkerGlobalScope;

const say = (message: FromBenchWorker) => self.postMessage(message);

/** Everything from a bare worker to the first update, then the proof that it was one. */
async function startCold({ workload, engine: name }: ToBenchWorker & { type: 'start' }): Promise<void> {
  const chosen = workloadOf(workload);
  const engine = await loadEngine(name);
  const refused = engine.refuses(chosen);
  if (refused !== null) return say({ type: 'failed', message: refused });
  const material = makeMaterial(chosen);
  await engine.open(chosen);
  const session = await engine.prepare(material, engine.variants.at(-1) ?? '');
  await session.advance(1);
  const weights = await session.weights(0);
  say({ type: 'updated' });
  say({ type: 'proven', parity: new Gate(material).difference(weights, engine.epsilon, 1, 0) });
}

self.addEventListener('message', ({ data }: MessageEvent<ToBenchWorker>) => {
  const work =
    data.type === 'start'
      ? startCold(data)
      : measure(
          workloadOf(data.workload),
          data.engines.map((name) => () => loadEngine(name)),
          data.sampling,
          (doing) => say({ type: 'doing', doing }),
        ).then((results) => say({ type: 'results', results }));
  work.catch((thrown: unknown) => say({ type: 'failed', message: AppError.from(thrown).message }));
});
