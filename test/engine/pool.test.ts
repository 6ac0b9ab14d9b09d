// The parts of the pool that need no real worker.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { poolFleet } from '../../src/engine/pool/fleet.ts';
import type { PoolWorker } from '../../src/engine/pool/member.ts';
import { ownScript } from '../../src/engine/pool/own-workers.ts';
import { fleetCases } from './trainers/parity-fleet.ts';

it('ends the workers that it has when the next one cannot be made', async () => {
  const bytes = readFileSync(new URL('../../src/engine/wasm/build/simd.wasm', import.meta.url));
  let living = 0;
  const makeWorker = (): PoolWorker => {
    if (living === 2) throw new TypeError('no more threads');
    living++;
    return {
      postMessage: () => undefined,
      terminate: () => living--,
      addEventListener: () => undefined,
    };
  };
  const kind = poolFleet(await WebAssembly.compile(bytes), { workers: 4, makeWorker });
  await expect(kind.prepare(fleetCases()[1]!.setup)).rejects.toMatchObject({
    code: 'engine-lost',
    message: expect.stringMatching(/no more threads/) as string,
  });
  expect(living).toBe(0);
});

describe('the scripts that a worker may start a worker from', () => {
  const page = 'https://example.org/app/assets/engine.worker.js';

  it.each(['pool.worker.js', '/app/pool.worker.js', 'https://example.org/x.js'])(
    'are its own: %s',
    (address) => expect(ownScript(address, page)).toBe(address),
  );

  it.each([
    'https://example.com/x.js',
    'http://example.org/x.js',
    'https://example.org:8443/x.js',
    'blob:https://example.org/0b0e6c5e-6f0e-4a6c-8f5a-6f2c1f0a4a11',
    'data:text/javascript,1',
    'filesystem:https://example.org/temporary/x.js',
    'https://',
    'http://[',
  ])('are no other: %s', (address) => expect(ownScript(address, page)).toBeNull());

  it('are none where the page has no address of its own', () => {
    expect(ownScript('x.js', 'about:blank')).toBeNull();
    expect(ownScript('x.js', 'blob:https://example.org/1')).toBeNull();
  });
});
