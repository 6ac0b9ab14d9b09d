// Runs as table rows and as facts.

import { modelKinds } from '../../core/models/index.ts';
import { metrics } from '../../core/metrics/index.ts';
import type { Run } from '../../core/records.ts';
import { describeTraining } from '../../core/training-params.ts';
import { metricValue } from '../../core/wording.ts';
import type { App } from '../../state/app.svelte.ts';
import { count, duration, fixed, moment } from '../../ui/format.ts';
import { engineText } from '../text/engine.ts';
import { trainText } from '../text/rooms.ts';

export function runRows(app: App, runs: readonly Run[]) {
  return {
    columns: [
      { key: 'run', label: 'Run' },
      { key: 'status', label: 'Status' },
      { key: 'model', label: 'Model' },
      { key: 'rows', label: 'Rows', align: 'end' as const },
      { key: 'epochs', label: 'Epochs', align: 'end' as const },
      { key: 'loss', label: 'Validation loss', align: 'end' as const },
      { key: 'made', label: 'Made', align: 'end' as const },
      { key: 'version', label: 'Version' },
    ],
    rows: runs.map((run) => ({
      run: String(run.number),
      status: run.status,
      model: modelKinds.get(run.model.kind).label,
      rows: count(run.trainedOn.rows),
      epochs: `${run.epochs} of ${run.training.epochs}`,
      loss: fixed(run.summary['val_loss']?.last ?? NaN, 3),
      made: moment(run.startedAt, app.store.now()),
      version: run.modelVersionId ? `v${app.store.numberOf(run.modelVersionId)}` : '',
    })),
  };
}

/** The kind of model with its own settings: "Multilayer perceptron: hidden layers 1, units per layer 32, …". */
function networkOf({ model }: Run): string {
  const { label, params } = modelKinds.get(model.kind);
  const settings = Object.entries(params).flatMap(([name, param]) =>
    name in model.params ? [`${param.label.toLowerCase()} ${String(model.params[name])}`] : [],
  );
  return [label, settings.join(', ')].filter(Boolean).join(': ');
}

export function runFacts(app: App, run: Run): { label: string; value: string }[] {
  const last = run.summary[`val_${run.metric}`];
  const { targetUnit } = app.datasets.current.scenario;
  return [
    { label: 'Status', value: run.error ? `${run.status}: ${run.error.message}` : run.status },
    { label: 'Model', value: networkOf(run) },
    {
      label: 'Settings',
      value: describeTraining(run.training, app.datasets.current.scenario.task),
    },
    {
      label: 'Rows',
      value: `${count(run.trainedOn.rows)} to learn from, ${count(run.trainedOn.validationRows)} to validate`,
    },
    { label: 'Plan', value: run.plan ? trainText.mixes[run.plan.mix].label : 'the rows before the stream' },
    {
      label: 'Began from',
      value: run.warmFrom ? `v${app.store.numberOf(run.warmFrom)}` : trainText.cold,
    },
    { label: 'Seed', value: String(run.seed) },
    { label: 'Engine', value: run.engine ? engineText.full(run.engine) : '' },
    {
      label: metrics.get(run.metric).label,
      value: last
        ? `${metricValue(run.metric, last.last, targetUnit)} on the validation rows`
        : '',
    },
    { label: 'Took', value: run.endedAt ? duration(run.endedAt - run.startedAt) : 'not ended' },
    { label: 'Data', value: run.datasetDigest.slice(0, 16) },
  ].filter((fact) => fact.value !== '');
}
