// The worker: one set of tables, one backend, and the jobs.

import { Backends } from './backend.ts';
import { compare } from './jobs/compare.ts';
import { evaluate } from './jobs/evaluate.ts';
import { judge } from './jobs/judge.ts';
import { load } from './jobs/load.ts';
import { observe } from './jobs/observe.ts';
import { probe } from './jobs/probe.ts';
import { replay } from './jobs/replay.ts';
import { train } from './jobs/train.ts';
import { reportFaults, serve } from './serve.ts';
import { Tables } from './tables.ts';

declare const self: DedicatedWorkerGlobalScope;

const tables = new Tables();
const backends = new Backends();

reportFaults(self);
serve(
  {
    probe: (request, call) => probe(request, { tables, backends, ...call }),
    load: (request, call) => load(request, { tables, backends, ...call }),
    train: (request, call) => train(request, { tables, backends, ...call }),
    observe: (request, call) => observe(request, { tables, backends, ...call }),
    judge: (request, call) => judge(request, { tables, backends, ...call }),
    evaluate: (request, call) => evaluate(request, { tables, backends, ...call }),
    compare: (request, call) => compare(request, { tables, backends, ...call }),
    replay: (request, call) => replay(request, { tables, backends, ...call }),
  },
  self,
);
