// What the inspector says about one run. Plain words first.

import type { RunStatus } from '../../core/records.ts';
import { count, plural } from '../../ui/format.ts';

const status: Record<RunStatus, string> = {
  running: 'training now',
  paused: 'paused',
  done: 'done',
  stopped: 'stopped by hand; what was learnt is kept',
  failed: 'failed',
};

export const runDetailText = {
  status,
  facts: {
    status: 'Status',
    model: 'Model',
    settings: 'Settings',
    epochs: 'Epochs',
    rows: 'Rows',
    plan: 'Plan',
    began: 'Began from',
    seed: 'Seed',
    started: 'Started',
    took: 'Took',
    version: 'Version',
    engine: 'Engine',
    machine: 'Machine',
    data: 'Data digest',
    recipe: 'Preparation',
    weights: 'Weights',
  },
  onValidation: (value: string) => `${value} on the validation rows`,
  onTraining: (value: string) => `${value} on the training rows`,
  atTheEnd: 'at the end',
  putBack: (kept: string, epoch: number, last: string) =>
    `${kept} with the weights of epoch ${epoch}, which were put back; ${last} at the end`,
  endedBy: (said: string, callback: string | null, epoch: number) =>
    `${said}, stopped by ${callback ?? 'a callback'} at epoch ${epoch}`,
  copy: (what: string) => `Copy ${what.toLowerCase()}`,
  epochsOf: (ended: number, planned: number) => `${count(ended)} of ${count(planned)}`,
  rows: (learnt: string, aside: string) => `${learnt} to learn from, ${aside} to validate`,
  firstRows: 'the rows before the stream',
  notEnded: 'not ended',

  deleted: 'This run is deleted. It is shown because other things came from it.',
  archived: 'This run is archived.',
  name: 'Name',
  nameHelp: 'Leave it empty to give the run its own name back.',
  colour: 'Colour',
  notes: 'Notes',
  notesHelp: 'Kept when you leave the field.',
  tags: 'Tags',
  watching: 'Another tab is writing; this one only watches.',

  lineage: 'Where it came from, and what came from it',
  alone: 'It began at the beginning, and nothing came from it.',
  forkedFrom: (name: string, epoch: number, step: string) =>
    `forked from ${name} at epoch ${epoch}, step ${step}`,
  weightsOf: (name: string) => `began with the weights of ${name}`,
  child: (name: string, epoch: number | null) =>
    epoch === null ? `${name} began with its weights` : `${name} forked from it at epoch ${epoch}`,
  deletedRun: (name: string) => `${name} (deleted)`,
  before: (name: string) => `Changes since ${name}`,
  noChange: 'The same settings.',
  setting: 'Setting',
  wasBefore: 'Before',
  isNow: 'Now',
  absent: 'none',

  summary: 'What it measured',
  summaryColumns: {
    series: 'Series',
    last: 'Last',
    best: 'Best',
    bestAt: 'at step',
    min: 'Least',
    minAt: 'at step',
    max: 'Most',
    maxAt: 'at step',
    mean: 'Mean',
    n: 'n',
  },
  notMeasured: 'Nothing has been measured yet.',

  curves: 'Curves',
  loading: 'Reading the log of this run',
  logFailed: 'The log of this run could not be read',
  logFailedSafe: 'Its settings and summary above are kept apart from it and are unharmed.',
  retry: 'Try again',
  noHistory: 'No epoch ended in this run, so there is no curve.',
  underWay: 'The log is written when the run ends. Watch it in the training room meanwhile.',
  watch: 'Watch it',

  timeline: 'What its callbacks did',
  files: 'Files',
  pointsFile: 'Every point (CSV)',
  fileSize: (name: string, size: string) => `${name} (${size})`,
  config: 'All settings',

  checkpoints: 'Kept on the way',
  checkpointsHelp: 'Parameters that a callback kept. A training can go on from each.',
  noCheckpoint: 'Nothing was kept on the way. The callback "Model checkpoint" does that.',
  checkpoint: (name: string, epoch: number, step: string) => `${name}: after epoch ${epoch}, step ${step}`,
  weightsOnly: 'weights only; the optimiser begins anew',
  goOn: 'Go on from here',
  goOnFrom: (name: string) => `Go on from ${name}`,
  goOnEnd: 'Go on from the end',
  bestPlace: 'best',
  newestPlace: 'newest',
  placeLoss: (series: string, value: string) => `${series} ${value}`,
  morePlaces: (n: number) => `${plural(n, 'more place')} to go on from`,
  forkPoint: (name: string, epoch: number) => `${name} at epoch ${epoch}`,
  fork: {
    title: 'Go on with the training',
    about: (epoch: number) =>
      `A new run goes on after epoch ${epoch}. Rows, seed and network stay those of this run; what is below may change.`,
    callbacks: 'Callbacks',
    ofRun: 'Those of this run',
    setNow: 'Those set now',
    tooFew: (behind: number, most: number) =>
      behind >= most
        ? `${count(behind)} epochs lie behind this point, and a run has at most ${count(most)}.`
        : `${count(behind)} epochs lie behind this point. Ask for more than ${count(behind)} in all.`,
    refused: 'It can’t go on like this',
    start: 'Start the new run',
    cancel: 'Leave it',
  },
  checkpointsFailed: 'What was kept of this run could not be read',

  verify: 'Run again and verify',
  verifyHelp: 'Trains once more with the same rows, settings and seed, and compares the weights bit for bit.',
  verifying: 'Running again',
  same: (digest: string) => `Same weights: yes, digest ${digest}`,
  different: 'Same weights: no',
  digests: (was: string, now: string) => `Then ${was}, now ${now}.`,
  incomparable: 'Same weights: cannot be compared',
  verifyFailed: 'The run could not be trained again',
  busy: 'A training or verification is under way. Let it end, or stop it, first.',
};
