// The data worker: one shelf of tables and the jobs.

import { reportFaults, serve } from '../worker/serve.ts';
import type { JobCall } from '../worker/serve.ts';
import { copy, generate, held, open, read, setField, setSchema, take } from './jobs/bringing.ts';
import { fit } from './jobs/batches.ts';
import { drop, edit, exportCsv, pack, split } from './jobs/changing.ts';
import type { Job } from './jobs/job.ts';
import { check, diff, drift, pictures, profile, rows } from './jobs/looking.ts';
import { buffersOf } from './jobs/packing.ts';
import { preview } from './jobs/preview.ts';
import { score } from './jobs/scoring.ts';
import type { Jobs } from './protocol.ts';
import { Shelf } from './shelf.ts';

declare const self: DedicatedWorkerGlobalScope;

const shelf = new Shelf();

const on =
  <J extends keyof Jobs>(job: Job<J>) =>
  (request: Jobs[J]['request'], call: JobCall<Jobs, J>) =>
    job(request, shelf, call);

reportFaults<Jobs>(self);
serve<Jobs>(
  {
    read: on<'read'>(read),
    generate: on<'generate'>(generate),
    take: on<'take'>(take),
    open: on<'open'>(open),
    held: on<'held'>(held),
    copy: on<'copy'>(copy),
    setField: on<'setField'>(setField),
    setSchema: on<'setSchema'>(setSchema),
    profile: on<'profile'>(profile),
    rows: on<'rows'>(rows),
    pictures: on<'pictures'>(pictures),
    check: on<'check'>(check),
    fit: on<'fit'>(fit),
    edit: on<'edit'>(edit),
    split: on<'split'>(split),
    preview: on<'preview'>(preview),
    diff: on<'diff'>(diff),
    drift: on<'drift'>(drift),
    pack: on<'pack'>(pack),
    score: on<'score'>(score),
    exportCsv: on<'exportCsv'>(exportCsv),
    drop: on<'drop'>(drop),
  },
  self,
  { transfer: buffersOf },
);
