// The worker: one set of tables, the engines, and the jobs.

import { Engines } from './engines.ts';
import { assess } from './jobs/assess.ts';
import { blame } from './jobs/blame.ts';
import { compare } from './jobs/compare.ts';
import { evaluate } from './jobs/evaluate.ts';
import { inject, injectedBuffers } from './jobs/inject.ts';
import { judge } from './jobs/judge.ts';
import { lab, labCourses } from './jobs/lab.ts';
import { landscape } from './jobs/landscape.ts';
import { load } from './jobs/load.ts';
import { observe } from './jobs/observe.ts';
import { pictures } from './jobs/pictures.ts';
import { probe } from './jobs/probe.ts';
import { blindSpots } from './jobs/blind-spots.ts';
import { quiet } from './jobs/quiet.ts';
import { replay } from './jobs/replay.ts';
import { scorePair } from './jobs/score-pair.ts';
import { searchSlices } from './jobs/search-slices.ts';
import { sliceRows } from './jobs/slice-rows.ts';
import { train } from './jobs/train.ts';
import { unload } from './jobs/unload.ts';
import { walk } from './jobs/walk.ts';
import { watchWith } from './jobs/watch.ts';
import { mergeProgress } from './progress.ts';
import type { Jobs } from './protocol.ts';
import { reportFaults, serve } from '../worker/serve.ts';
import { Tables } from './tables.ts';

declare const self: DedicatedWorkerGlobalScope;

const tables = new Tables();
const engines = new Engines();
const watch = watchWith();

reportFaults<Jobs>(self);
serve<Jobs>(
  {
    probe: (request, call) => probe(request, { tables, engines, ...call }),
    load: (request, call) => load(request, { tables, engines, ...call }),
    inject: (request, call) => inject(request, { tables, engines, ...call }),
    unload: (request, call) => unload(request, { tables, engines, ...call }),
    train: (request, call) => train(request, { tables, engines, ...call }),
    observe: (request, call) => observe(request, { tables, engines, ...call }),
    judge: (request, call) => judge(request, { tables, engines, ...call }),
    evaluate: (request, call) => evaluate(request, { tables, engines, ...call }),
    compare: (request, call) => compare(request, { tables, engines, ...call }),
    blindSpots: (request, call) => blindSpots(request, { tables, engines, ...call }),
    quiet: (request, call) => quiet(request, { tables, engines, ...call }),
    replay: (request, call) => replay(request, { tables, engines, ...call }),
    walk: (request, call) => walk(request, { tables, engines, ...call }),
    lab: (request, call) => lab(request, { tables, engines, ...call }),
    labCourses: (request, call) => labCourses(request, { tables, engines, ...call }),
    landscape: (request, call) => landscape(request, { tables, engines, ...call }),
    assess: (request, call) => assess(request, { tables, engines, ...call }),
    scorePair: (request, call) => scorePair(request, { tables, engines, ...call }),
    pictures: (request, call) => pictures(request, { tables, engines, ...call }),
    blame: (request, call) => blame(request, { tables, engines, ...call }),
    watch: (request, call) => watch(request, { tables, engines, ...call }),
    sliceRows: (request, call) => sliceRows(request, { tables, engines, ...call }),
    searchSlices: (request, call) => searchSlices(request, { tables, engines, ...call }),
  },
  self,
  { merge: mergeProgress, transfer: injectedBuffers },
);
