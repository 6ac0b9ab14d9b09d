// What the section "Where it came from" says.

import type { LineageKind, LineageRelation } from '../../core/lineage.ts';
import { count, plural } from '../../ui/format.ts';

export const lineageText = {
  title: 'Where everything came from',
  subtitle: 'From data by recipe and run to versions, what they answered, and the alarms that followed',
  graph: 'Lineage: what comes from what, from left to right. Arrow keys follow the lines.',
  show: 'Shown as',
  asGraph: 'Graph',
  asList: 'List',
  empty: 'Nothing has come of the data yet',
  emptyDetail: 'Once a model has been trained, this shows what it learnt from and what came of it.',
  toTrain: 'Go and train one',
  columns: ['Data', 'Recipe', 'Run', 'Version', 'Alias, evaluation', 'Windows', 'Alarm'],
  choose: 'Choose anything to see what it comes from and what came of it.',
  chosen: (name: string, up: number, down: number) =>
    `${name}: made from ${plural(up, 'thing')}, and ${plural(down, 'thing')} came of it.`,
  clear: 'Choose nothing',
  fewer: 'Fold again',
  comesFrom: (names: string) => `comes from ${names}`,
  ledTo: (names: string) => `led to ${names}`,
  alsoFrom: (names: string) => `also from ${names}`,
  unfold: (name: string) => `${name}: show them`,
  partly: (lit: number, all: number) => `${count(lit)} of ${count(all)} belong to it`,

  kinds: {
    data: 'data version',
    recipe: 'recipe',
    run: 'run',
    version: 'model version',
    alias: 'alias',
    evaluation: 'evaluation',
    windows: 'stretch of windows',
    alert: 'alarm',
  } satisfies Record<LineageKind, string>,
  folds: {
    data: (n: number) => `${plural(n, 'more data version')}`,
    recipe: (n: number) => `${plural(n, 'more recipe')}`,
    run: (n: number) => `${plural(n, 'more run')}`,
    version: (n: number) => `${plural(n, 'more version')}`,
    alias: (n: number) => `${plural(n, 'more alias', 'more aliases')}`,
    evaluation: (n: number) => `${plural(n, 'more evaluation')}`,
    windows: (n: number) => `${plural(n, 'more stretch', 'more stretches')}`,
    alert: (n: number) => `${plural(n, 'more alarm')}`,
  } satisfies Record<LineageKind, (n: number) => string>,
  relations: {
    edited: 'edited from',
    fitted: 'fitted on',
    learnt: 'learnt from',
    prepared: 'prepared by',
    made: 'made by',
    forked: 'forked from',
    'warm-started': 'begun from the weights of',
    named: 'points to',
    evaluated: 'of',
    compared: 'against',
    answered: 'answered by',
    'on-trial': 'with a trial of',
    raised: 'raised in',
  } satisfies Record<LineageRelation, string>,
  recipe: (digest: string) => `Recipe ${digest.slice(0, 8)}`,
  recipeRuns: (runs: number) => `of ${plural(runs, 'run')}`,
  data: (number: number) => `Data v${number}`,
  version: (number: number) => `v${number}`,
  points: (number: number) => `is v${number} now`,
  evaluation: (number: string) => `Evaluation ${number}`,
  windows: (first: number, last: number) =>
    first === last ? `Window ${count(first)}` : `Windows ${count(first)}–${count(last)}`,
  answeredBy: (number: number, trial: number | null) =>
    trial === null ? `answered by v${number}` : `answered by v${number}, v${trial} on trial`,
  alarm: (window: number) => `Alarm, window ${count(window)}`,
  verdicts: {
    passed: 'gate passed',
    failed: 'gate failed',
    'not-enough-evidence': 'not enough evidence',
  },
};
