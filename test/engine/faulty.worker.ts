// A worker of the tests that fails in the ways that only a real one can.

import type { Jobs } from '../../src/engine/protocol.ts';
import { serve, reportFaults } from '../../src/worker/serve.ts';

declare const self: DedicatedWorkerGlobalScope;

const unused = () => {
  throw new Error('not part of this test');
};

reportFaults<Jobs>(self);
serve<Jobs>(
  {
    // Named by the preference, because that is all that a probe carries.
    probe: ({ prefer }) => {
      if (prefer === 'js') for (;;);
      if (prefer === 'wasm') setTimeout(() => nobodyCatchesThis(), 0);
      if (prefer === 'webgpu') void Promise.reject(new RangeError('nobody waited for this'));
      if (prefer === null)
        return {
          info: {
            trainer: 'js',
            backend: 'cpu',
            adapter: null,
            software: false,
            reason: '',
            stepsPerSecond: 1,
          },
          probed: null,
        };
      return new Promise(() => undefined);
    },
    load: unused,
    inject: unused,
    blame: unused,
    unload: unused,
    train: unused,
    observe: unused,
    judge: unused,
    watch: unused,
    evaluate: unused,
    compare: unused,
    replay: unused,
    quiet: unused,
    walk: unused,
    landscape: unused,
    assess: unused,
    scorePair: unused,
    pictures: unused,
    sliceRows: unused,
    searchSlices: unused,
    blindSpots: unused,
    lab: unused,
    labCourses: unused,
  },
  self,
);

function nobodyCatchesThis(): never {
  throw new Error('thrown outside any job');
}
