// The stations of the loop with their live state in a few words.

import type { RoomId } from '../../core/next-step.ts';
import type { App } from '../../state/app.svelte.ts';
import { count, plural } from '../../ui/format.ts';

export interface Station {
  readonly id: string;
  readonly room: RoomId;
  readonly href: string;
  readonly label: string;
  readonly state: string;
  readonly next: boolean;
  readonly active: boolean;
  readonly alarm: boolean;
}

function trainingState(app: App): string {
  const { job, evaluating } = app.training;
  if (evaluating)
    return `evaluating ${Math.round((100 * evaluating.done) / Math.max(1, evaluating.total))} %`;
  if (job.phase === 'failed') return 'failed';
  if (job.phase !== 'running') return app.store.runs.length ? plural(app.store.runs.length, 'run') : 'idle';
  if (job.paused) return 'paused';
  const { progress } = job;
  return progress
    ? `training ${Math.round((100 * progress.step) / Math.max(1, progress.steps))} %`
    : 'starting';
}

function evaluationState(app: App): string {
  if (app.evaluations.job.phase === 'running') return 'evaluating';
  const { challenger } = app.situation;
  if (!challenger) return 'nothing waits';
  const { number, asks, verdict, failedTest } = challenger;
  if (asks !== null) return `evaluate v${number}`;
  if (failedTest !== null) return `v${number} failed a test`;
  if (verdict === 'passed') return `v${number} passed`;
  return verdict === 'failed' ? `v${number} failed` : `v${number}: unclear`;
}

/** In one word. */
function monitorState({ store, stream, alerting }: App): string {
  if (store.openAlertId !== null) return 'alarm';
  if (alerting.unseen.length > 0) return 'look';
  if (stream.ended) return 'ended';
  return stream.position === 0 ? 'waiting' : 'quiet';
}

/** Data, Train, Evaluate, Deploy, Monitor and Update, in the order of the loop. */
export function stations(app: App): Station[] {
  const { next, store, models, stream, training } = app;
  const alarm = store.openAlertId !== null;
  const champion = models.champion;
  const make = (
    id: string,
    room: RoomId,
    label: string,
    state: string,
    active: boolean,
    rings = false,
  ): Station => ({
    id,
    room,
    href: `#/${room}`,
    label,
    state,
    active,
    next: false,
    alarm: rings,
  });
  const list = [
    make(
      'data',
      'data',
      'Data',
      app.datasets.isOpen ? `${count(app.datasets.current.table.rows)} rows` : 'loading',
      false,
    ),
    make('train', 'train', 'Train', trainingState(app), training.running),
    make('evaluate', 'evaluate', 'Evaluate', evaluationState(app), false),
    make('deploy', 'deploy', 'Deploy', champion ? `v${champion.number} live` : 'empty', false),
    make('monitor', 'monitor', 'Monitor', monitorState(app), stream.playing, alarm),
    make('update', 'train', 'Update', alarm ? 'due' : models.challenger ? 'waiting' : 'not due', false),
  ];
  const nextId = next.id === 'retrain' ? 'update' : next.room;
  return list.map((station) => ({ ...station, next: station.id === nextId && next.id !== 'watch' }));
}
