// What an alert says. Plain words first; the number, its rows and the chance after them.

import { driftMeasures } from '../drift/index.ts';
import { streamDetectors } from '../concept-drift/index.ts';
import { hasFigure, figureOf } from '../figures.ts';
import { partsOfKey, type Figure, type FigureKey } from '../monitoring/figure.ts';
import { faultLabels } from '../quality/fault-labels.ts';
import { countText, metricValue } from '../wording.ts';
import type { BadFigure, Cleared, Raised } from './alert-watch.ts';

export interface AlertWording {
  /** What a row is, in the plural: "hours". */
  readonly rows: string;
  readonly targetUnit?: string | undefined;
  /** Name of a window of the stream, by its index: "14 May". */
  labelOf(streamWindow: number): string;
}

const measureLabel = (id: string): string => (driftMeasures.has(id) ? driftMeasures.get(id).label : id);

const metricLabel = (id: string): string => (hasFigure(id) ? figureOf(id).label : id.replaceAll('-', ' '));

/** What a figure is called in a list: "temp, Kolmogorov–Smirnov", "temp, missing values", "accuracy, estimated". */
export function figureLabel(key: FigureKey): string {
  const { family, name, of } = partsOfKey(key);
  const head = of === null ? '' : `${of}, `;
  switch (family) {
    case 'drift':
      return `${head}${measureLabel(name)}`;
    case 'prediction':
    case 'target':
      return `${family === 'target' ? 'labels' : 'answers'}, ${measureLabel(name)}`;
    case 'quality':
      return `${head}${faultLabels[name] ?? name}`;
    case 'estimated':
      return `${metricLabel(name)}, estimated`;
    case 'performance':
    case 'slices':
      return `${head}${metricLabel(name)}`;
    case 'dependence':
      return `${head}rows that count`;
    case 'detectors':
      return streamDetectors.has(name) ? streamDetectors.get(name).label : name;
    default:
      return `${head}${family} ${name.replaceAll('-', ' ')}`;
  }
}

/** 0.0000012 → "1 in 830,000". */
export function chanceWords(pValue: number): string {
  if (!(pValue > 1e-9)) return 'less than 1 in a billion';
  return `1 in ${countText(Number((1 / pValue).toPrecision(2)))}`;
}

const ofRows = ({ value, n }: Figure, rows: string): string =>
  `in ${countText(Math.round(value * n))} of ${countText(n)} ${rows}`;

const number = (value: number): string => String(Number(value.toPrecision(3)));

/** 1.609 → "1.6 times as large", 0.001 → "1,000 times as small". */
function timesWords(factor: number): string {
  const times = Number((factor >= 1 ? factor : 1 / factor).toPrecision(2));
  return `${times < 10 ? times : countText(times)} times as ${factor >= 1 ? 'large' : 'small'}`;
}

/** One bad figure as a clause: "temp is missing in 72 of 72 hours". */
function clause(key: FigureKey, figure: Figure | null, { rows, targetUnit }: AlertWording): string {
  const { family, name, of } = partsOfKey(key);
  if (!figure || figure.n === 0 || Number.isNaN(figure.value))
    return family === 'performance'
      ? `no label came for these ${rows}, so nobody knows how good the answers were`
      : `there is nothing to measure: ${figureLabel(key)}`;
  const count = ofRows(figure, rows);
  switch (family) {
    case 'drift':
      return `${of ?? name} does not look as it did in the rows that the model knows`;
    case 'prediction':
      return 'the model answers differently than it used to';
    case 'target':
      return 'the true answers are not spread as they were';
    case 'estimated':
      return `judged by its own certainty, ${metricLabel(name)} is about ${metricValue(name, figure.value, targetUnit)} now`;
    case 'performance':
    case 'slices':
      return `${metricLabel(name)}${of === null ? '' : ` for ${of}`} is ${metricValue(name, figure.value, targetUnit)}`;
    case 'detectors':
      return `${figureLabel(key)} fired on the model’s errors`;
    case 'quality':
      switch (name) {
        case 'missing':
          return `${of ?? ''} is missing ${count}`;
        case 'range':
          return `${of ?? ''} lies outside of all that the model knows ${count}`;
        case 'new-category':
          return `${of ?? ''} has values that the model has never seen ${count}`;
        case 'vanished':
          return `values of ${of ?? ''} that used to come do not come any more`;
        case 'constant':
          return `${of ?? ''} stands still: it has one value ${count}`;
        case 'duplicates':
          return `rows are copies of others ${count}`;
        case 'kind':
          return `${of ?? ''} holds values of another kind ${count}`;
        case 'unit':
          return `${of ?? ''} reads about ${timesWords(figure.value)} as before, as if in another unit`;
      }
  }
  return `${figureLabel(key)} is ${number(figure.value)}`;
}

/** What the figure was held against, or how likely chance alone is. */
function evidence({ rule }: Raised, { key, figure, bound }: BadFigure, wording: AlertWording): string {
  if (!figure || rule.kind === 'missing-figure') return '';
  const n = `${countText(figure.n)} ${wording.rows}`;
  if (rule.kind === 'surprise')
    return ` By chance alone that would come about ${chanceWords(figure.pValue)} times (${figureLabel(key)} ${number(figure.value)}, ${n}).`;
  const bounded = Number.isNaN(bound) ? '' : `, the bound is ${number(bound)}`;
  return ` (${figureLabel(key)} ${number(figure.value)}${bounded}; ${n}.)`;
}

/** A sentence may begin with the name of a feature, which stays as it is. */
const sentence = (text: string, name: string | null): string =>
  name !== null && text.startsWith(name) ? text : text.charAt(0).toUpperCase() + text.slice(1);

/** Most features that are named one by one. */
const named = 4;

/** What else is bad, the same way as the worst or another: a feature that is missing says nothing about one that stands still. */
function alsoOf(figures: readonly BadFigure[], same: boolean): string[] {
  const [worst, ...rest] = figures.map(({ key }) => ({ key, ...partsOfKey(key) }));
  const isFault = worst?.family === 'quality';
  const names = rest
    .filter(({ name }) => (!isFault || name === worst.name) === same)
    .map(({ key, of, family }) => (same ? (of ?? family) : figureLabel(key)))
    .filter((name) => name !== (worst?.of ?? worst?.family));
  const all = [...new Set(names)];
  const first = all.slice(0, named - 1);
  if (first.length === 0) return [];
  const more = all.length - first.length;
  return [
    `${same ? 'The same is true of' : 'There is also'} ${first.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  ];
}

/** The sentence that an alert is raised with. */
export function alertWords(raised: Raised, wording: AlertWording): string {
  const { figures, windows } = raised;
  const [worst] = figures;
  if (!worst) return raised.rule.name;
  const also = [...alsoOf(figures, true), ...alsoOf(figures, false)].map((text) => ` ${text}.`).join('');
  const first = windows[0];
  const since = first
    ? `${windows.length > 1 ? `since ${wording.labelOf(first.streamWindow)}, ${windows.length} windows in a row` : wording.labelOf(first.streamWindow)}`
    : '';
  const said = sentence(clause(worst.key, worst.figure, wording), partsOfKey(worst.key).of);
  return `${said} (${since}).${also}${evidence(raised, worst, wording)}`;
}

/** Why an episode is over. */
export function clearedWords({ why }: Cleared, ruleName: string, worst: string): string {
  const end = {
    good: 'back to what is usual',
    champion: 'another version answers now',
    rule: 'the rule was switched off or changed',
  }[why];
  return `${ruleName}: ${end}.${worst === '' ? '' : ` At its worst: ${worst}.`}`;
}

/** What a budget of false alarms means. @param rows see `budgetRows`. */
export const budgetWords = (rows: number): string =>
  `about one false alarm in ${countText(Number(rows.toPrecision(3)))} rows from all rules together, if nothing ever changed`;
