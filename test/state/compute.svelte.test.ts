// Who computes, as the top bar says it: of the open project, and of no other that was open before.

import { expect, it } from 'vitest';
import type { EngineInfo } from '../../src/core/records.ts';
import { Engine } from '../../src/engine/engine.ts';
import { Compute } from '../../src/state/compute.svelte.ts';

const info = (trainer: EngineInfo['trainer'], stepsPerSecond: number): EngineInfo => ({
  trainer,
  backend: trainer === 'js' ? 'cpu' : 'wasm',
  adapter: null,
  software: false,
  reason: `${trainer} is the fastest`,
  stepsPerSecond,
});

it('speaks of the open project’s trainings, and of small dense nets where it had none', async () => {
  const engine = new Engine();
  await engine.probe('wasm');
  let open: string | null = 'bikes';
  const compute = new Compute(engine, null, () => open);
  const probed = compute.info;
  expect(probed?.trainer).toBe('wasm');
  compute.note('bikes', info('wasm', 9000));
  expect(compute.info?.stepsPerSecond).toBe(9000);
  open = null;
  expect(compute.info).toEqual(probed);
  open = 'digits';
  expect(compute.info).toEqual(probed);
  compute.note('digits', info('tfjs', 60));
  expect(compute.info).toMatchObject({ trainer: 'tfjs', stepsPerSecond: 60 });
  open = 'bikes';
  expect(compute.info).toMatchObject({ trainer: 'wasm', stepsPerSecond: 9000 });
  open = 'digits';
  expect(compute.info?.trainer).toBe('tfjs');
  // Another choice of the person holds for all of them.
  await compute.use('js');
  expect(compute.info?.trainer).toBe('js');
  engine.dispose();
});
