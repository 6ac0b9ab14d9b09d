// Runs as facts, and the one under way as it stands.

import { modelKinds } from '../../core/models/index.ts';
import { metrics } from '../../core/metrics/index.ts';
import type { Run } from '../../core/records.ts';
import type { RunItem } from '../../core/run-item.ts';
import { summaryOf } from '../../core/run-summary.ts';
import { describeTraining } from '../../core/training-params.ts';
import { metricValue } from '../../core/wording.ts';
import type { App } from '../../state/app.svelte.ts';
import { count, duration, moment } from '../../ui/format.ts';
import { engineText } from '../text/engine.ts';
import { restoredEpoch } from '../train/callbacks/timeline-view.ts';
import { trainText } from '../text/rooms.ts';
import { runDetailText } from '../text/run-detail.ts';

/** How much of a run under way is done, 0 to 1; null for one that is not, or of which nothing has been heard yet. */
export function progressOf(app: App, run: Run): number | null {
  const { job, remote } = app.training;
  const own = job.phase === 'running' && job.run.id === run.id ? job.progress : null;
  const at = own ?? (remote?.runId === run.id ? remote : null);
  return at && Math.min(1, at.step / Math.max(1, at.steps));
}

/** The run under way, here or in another tab, with what it has measured so far: its record gets that only at its end. */
export function liveItem(app: App): RunItem | null {
  const { job, remote } = app.training;
  const history = job.phase === 'running' ? app.training.history : (remote?.history ?? []);
  const runId = job.phase === 'running' ? job.run.id : remote?.runId;
  const item = runId === undefined ? null : app.notebook.find(runId);
  if (!item || history.length === 0) return item;
  const { metric, trainedOn } = item.run;
  return {
    ...item,
    run: { ...item.run, epochs: history.length },
    metrics: summaryOf({ metric, validationRows: trainedOn.validationRows, history, series: [] }),
  };
}

/** The kind of model with its own settings: "Multilayer perceptron: hidden layers 1, units per layer 32, …". */
function networkOf({ model }: Run): string {
  if (!modelKinds.has(model.kind)) return model.kind;
  const { label, params } = modelKinds.get(model.kind);
  const settings = Object.entries(params).flatMap(([name, param]) =>
    name in model.params ? [`${param.label.toLowerCase()} ${String(model.params[name])}`] : [],
  );
  return [label, settings.join(', ')].filter(Boolean).join(': ');
}

/** What was reached, in the metric's own words; empty before the first epoch has ended. */
function reached(app: App, run: Run): string {
  const name = run.trainedOn.validationRows > 0 ? `val_${run.metric}` : run.metric;
  const summary = Object.hasOwn(run.summary, name) ? run.summary[name] : undefined;
  if (!summary) return '';
  const say = (value: number): string => {
    const text = metricValue(run.metric, value, app.datasets.current.scenario.targetUnit);
    return name === run.metric ? runDetailText.onTraining(text) : runDetailText.onValidation(text);
  };
  // The model that is kept may be that of an earlier epoch; the log says which.
  const log = mayGoBack(run) ? app.notebook.logOf(run.id) : null;
  const restored = log && restoredEpoch(log.events);
  const then = log?.history.find(({ epoch }) => epoch === restored);
  if (!then) return `${say(summary.last)}, ${runDetailText.atTheEnd}`;
  const kept = name === run.metric ? then.metric : then.validationMetric;
  return runDetailText.putBack(say(kept), then.epoch, say(summary.last));
}

function beganFrom(app: App, { warmFrom, forkedFrom }: Run): string {
  if (warmFrom) return `v${app.store.numberOf(warmFrom)}`;
  const parent = forkedFrom && app.notebook.find(forkedFrom.runId);
  if (!forkedFrom) return trainText.cold;
  return parent ? runDetailText.forkPoint(parent.name, forkedFrom.epoch) : '';
}

/** What ended a run before its last planned epoch, where that was neither a person nor a failure. */
interface EarlyEnd {
  readonly epoch: number;
  /** Name of the callback in Keras; null: more than one of its callbacks may have been it. */
  readonly callback: string | null;
}

/** Callbacks that end a training which is then done, under Keras' names. */
const enders: Readonly<Record<string, string>> = {
  'early-stopping': 'EarlyStopping',
  'terminate-on-nan': 'TerminateOnNaN',
};

/** Null for a run that went on to its last epoch, or that ended otherwise. */
export function earlyEnd({ status, epochs, training, callbacks = [] }: Run): EarlyEnd | null {
  if (status !== 'done' || epochs >= training.epochs) return null;
  const names = [...new Set(callbacks.flatMap(({ id }) => enders[id] ?? []))];
  return { epoch: epochs, callback: names.length === 1 ? (names[0] ?? null) : null };
}

/** Whether a callback went back to the weights of its best epoch: then the kept model is not that of the last epoch. */
export const mayGoBack = ({ callbacks = [] }: Run): boolean =>
  callbacks.some(({ id, params }) => id === 'early-stopping' && params['restore_best_weights'] === true);

function statusText(run: Run): string {
  const said = runDetailText.status[run.status];
  if (run.error) return `${said}: ${run.error.message}`;
  const early = earlyEnd(run);
  return early ? runDetailText.endedBy(said, early.callback, early.epoch) : said;
}

/** A digest shortened: as much of it as tells two apart. */
function digest(label: string, full: string) {
  return full === '' ? { label, value: '' } : { label, value: full.slice(0, 12), full };
}

export function runFacts(app: App, run: Run): { label: string; value: string; full?: string }[] {
  const text = runDetailText.facts;
  return [
    { label: text.status, value: statusText(run) },
    { label: metrics.has(run.metric) ? metrics.get(run.metric).label : run.metric, value: reached(app, run) },
    { label: text.model, value: networkOf(run) },
    { label: text.settings, value: describeTraining(run.training, app.datasets.current.scenario.task) },
    { label: text.epochs, value: runDetailText.epochsOf(run.epochs, run.training.epochs) },
    {
      label: text.rows,
      value: runDetailText.rows(count(run.trainedOn.rows), count(run.trainedOn.validationRows)),
    },
    { label: text.plan, value: run.plan ? trainText.mixes[run.plan.mix].label : runDetailText.firstRows },
    {
      label: text.began,
      value: beganFrom(app, run),
    },
    { label: text.seed, value: String(run.seed) },
    { label: text.started, value: moment(run.startedAt, app.store.now()) },
    {
      label: text.took,
      value: run.endedAt === null ? runDetailText.notEnded : duration(run.endedAt - run.startedAt),
    },
    { label: text.version, value: run.modelVersionId ? `v${app.store.numberOf(run.modelVersionId)}` : '' },
    { label: text.engine, value: run.engine ? engineText.full(run.engine) : '' },
    { label: text.machine, value: run.machine },
    digest(text.data, run.datasetDigest),
    digest(text.recipe, run.recipeDigest),
    digest(text.weights, run.weightsDigest ?? ''),
  ].filter((fact) => fact.value !== '');
}
