// What stands in the cells of the table of runs.

import { modelKinds } from '../../../core/models/index.ts';
import type { RunItem } from '../../../core/run-item.ts';
import { spreadOf } from '../../../core/run-groups.ts';
import type { App } from '../../../state/app.svelte.ts';
import { figureOf, sortValue, type RunColumn } from '../../../state/notebook-columns.ts';
import { count, duration, moment } from '../../../ui/format.ts';
import { engineText } from '../../text/engine.ts';
import { runsTableText } from '../../text/runs-table.ts';

export interface CellText {
  readonly text: string;
  /** Said smaller behind it: the step where a figure was. */
  readonly small?: string;
  /** Where the text may be cut off. */
  readonly title?: string;
}

const nothing: CellText = { text: '' };
/** As much of a digest as tells two apart. */
const digestLetters = 10;

/** Four digits, and what is no number as it is: a run that diverged must be seen. */
export function figureText(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  const text =
    size === 0
      ? '0'
      : Number.isInteger(value) && size < 1e9
        ? count(size)
        : size < 1e-4 || size >= 1e6
          ? size.toExponential(2)
          : String(Number(size.toPrecision(digits)));
  return value < 0 ? `−${text}` : text;
}

function kindLabel(kind: string): string {
  return modelKinds.has(kind) ? modelKinds.get(kind).label : kind;
}

/** Where a run came from, also from one that is deleted. */
export function originText(app: App, item: RunItem): string {
  const parent = app.notebook.parentOf(item);
  if (!parent) return '';
  const name = parent.note?.deletedAt == null ? parent.name : `${parent.name} (${runsTableText.deleted})`;
  const fork = item.run.forkedFrom;
  return fork ? runsTableText.forkedFrom(name, fork.epoch) : runsTableText.wentOnFrom(name);
}

export function tagText(tags: RunItem['tags']): string {
  return Object.entries(tags)
    .map(([name, value]) => (value === '' ? name : `${name} = ${value}`))
    .join(', ');
}

function factText(app: App, item: RunItem, name: Extract<RunColumn, { of: 'fact' }>['name']): CellText {
  const { run } = item;
  const long = (text: string): CellText => ({ text, title: text });
  switch (name) {
    case 'name':
      return long(item.name);
    case 'status':
      return { text: runsTableText.status[run.status], ...(run.error ? { title: run.error.message } : {}) };
    case 'model':
      return long(kindLabel(run.model.kind));
    case 'changes':
      return nothing;
    case 'tags':
      return long(tagText(item.tags));
    case 'notes':
      return long(item.note?.notes ?? '');
    case 'parent':
      return long(originText(app, item));
    case 'version':
      return { text: run.modelVersionId ? `v${app.store.numberOf(run.modelVersionId)}` : '' };
    case 'optimizer':
      return { text: run.training.optimizer };
    case 'epochs':
      return { text: runsTableText.epochsOf(run.epochs, run.training.epochs) };
    case 'duration':
      return { text: run.endedAt === null ? '' : duration(run.endedAt - run.startedAt) };
    case 'started':
      return { text: moment(run.startedAt, app.store.now()) };
    case 'rows':
      return { text: count(run.trainedOn.rows) };
    case 'engine':
      return long(run.engine ? engineText.short(run.engine) : '');
    case 'seed':
      return { text: String(run.seed) };
    case 'data':
      return { text: run.datasetDigest.slice(0, digestLetters), title: run.datasetDigest };
    case 'recipe':
      return { text: run.recipeDigest.slice(0, digestLetters), title: run.recipeDigest };
  }
}

const own = (held: Readonly<Record<string, string>>, name: string): CellText => {
  const text = Object.hasOwn(held, name) ? (held[name] ?? '') : '';
  return { text, title: text };
};

/** Epoch that ended with a step; null for a series that is not told by epochs. */
function epochAt(
  { metric, trainedOn, training }: RunItem['run'],
  series: string,
  step: number,
): number | null {
  const epoch = step / Math.ceil(trainedOn.rows / training.batchSize);
  return ['loss', metric].includes(series.replace(/^val_/, '')) && Number.isInteger(epoch) ? epoch : null;
}

export function cellText(app: App, item: RunItem, column: RunColumn): CellText {
  switch (column.of) {
    case 'fact':
      return factText(app, item, column.name);
    case 'param':
      return own(item.params, column.name);
    case 'tag':
      return own(item.tags, column.name);
    case 'metric': {
      const figure = figureOf(item, column.name, column.figure);
      if (!figure) return nothing;
      const text = figureText(figure.value);
      if (figure.step === null || column.figure === 'last') return { text };
      const epoch = epochAt(item.run, column.name, figure.step);
      const step = runsTableText.atStep(count(figure.step));
      const at = epoch === null ? [step] : [runsTableText.atEpoch(count(epoch)), step];
      return { text, small: at[0] ?? step, title: runsTableText.figureAt(text, at) };
    }
  }
}

/** Of a group: mean and standard deviation (of a sample) of what are numbers; elsewhere what all members share. */
export function groupText(app: App, items: readonly RunItem[], column: RunColumn): CellText {
  const numeric =
    column.of === 'metric' ||
    (column.of === 'fact' && (column.name === 'duration' || column.name === 'epochs'));
  if (!numeric) {
    const first = items[0];
    if (!first) return nothing;
    const shared = cellText(app, first, column);
    return items.every((item) => cellText(app, item, column).text === shared.text) ? shared : nothing;
  }
  const around = {
    now: app.store.now(),
    parentNumber: () => null,
    versionNumber: (id: string) => app.store.numberOf(id),
  };
  const values = items.flatMap((item) => {
    const value = sortValue(item, column, around);
    return typeof value === 'number' ? [value] : [];
  });
  const { n, mean, sd } = spreadOf(values);
  if (n === 0) return nothing;
  const say = (value: number, digits?: number): string =>
    column.of === 'fact' && column.name === 'duration' ? duration(value) : figureText(value, digits);
  const text = n > 1 ? `${say(mean)} ± ${say(sd, 2)}` : say(mean);
  // Members without a figure are not in the mean; where there are such, how many are.
  return n === items.length ? { text, title: text } : { text, small: runsTableText.members(n), title: text };
}
