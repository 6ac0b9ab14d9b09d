// Everything that watches, brought to one form: a few numbers of a window of rows, which are larger the stranger the window.

import { streamDetectors } from '../concept-drift/index.ts';
import { sampleOf } from '../drift-sample.ts';
import { usualMeasures } from '../drifting/usual-measures.ts';
import { watchDomain } from '../multivariate/domain-watch.ts';
import { learnEncoding } from '../multivariate/encoding.ts';
import { watchMmd } from '../multivariate/mmd-watch.ts';
import { watchReconstruction } from '../multivariate/reconstruction-watch.ts';
import { defaults } from '../params.ts';
import { Random } from '../random.ts';
import { columnOf } from '../table.ts';
import type { Rows, World } from './world.ts';

export interface Watcher {
  readonly id: string;
  readonly label: string;
  readonly group: 'feature' | 'together' | 'estimate' | 'errors';
  /** Whether too small is as strange as too large. */
  readonly both: boolean;
  /** NaN where it says nothing. @param calm rows before the window; only what goes by errors looks at them. */
  look(window: Rows, calm: Rows, seed: number): number[];
}

const placesOf = ({ table }: Rows): Int32Array => Int32Array.from({ length: table.rows }, (_, i) => i);

function byFeature(reference: Rows, { features }: World): Watcher[] {
  return usualMeasures.map(({ id, label, kinds, params, fit }) => {
    const fitted = features.flatMap((name) => {
      const column = columnOf(reference.table, name);
      return kinds.includes(column.kind) ? [{ name, measure: fit(sampleOf(column), defaults(params)) }] : [];
    });
    return {
      id,
      label,
      group: 'feature',
      both: false,
      look: ({ table }) =>
        fitted.map(({ name, measure }) => measure(sampleOf(columnOf(table, name))).statistic),
    };
  });
}

function together(reference: Rows, { features }: World, windowRows: number, seed: number): Watcher[] {
  const random = new Random(seed).stream('watchers');
  const width = features.length;
  const places = placesOf(reference);
  const { encode } = learnEncoding(reference.table, features, places);
  const z = encode(reference.table, places);
  const pca = watchReconstruction(z, width, windowRows, random);
  const mmd = watchMmd(z, width, windowRows, random);
  const found: Watcher[] = [];
  const add = (id: string, label: string, both: boolean, look: Watcher['look']): void =>
    void found.push({ id, label, group: 'together', both, look });
  if (pca)
    add('pca', 'PCA reconstruction error', true, (window) => [
      pca.of(encode(window.table, placesOf(window))).value,
    ]);
  for (const shape of ['linear', 'quadratic'] as const) {
    const domain = watchDomain(z, width, random, shape);
    if (domain)
      add(
        `domain-${shape}`,
        shape === 'linear' ? 'Domain classifier, straight' : 'Domain classifier with products',
        false,
        (window, _, draw) => {
          const rows = placesOf(window);
          return [domain(encode(window.table, rows), rows, new Random(draw))?.area ?? NaN];
        },
      );
  }
  if (mmd)
    add('mmd', 'Maximum mean discrepancy', false, (window) => {
      const rows = placesOf(window);
      return [mmd.of(encode(window.table, rows), rows.subarray(0, mmd.draws)).value];
    });
  return found;
}

/** Mean chance of the answer that is given: what the share of right ones is expected to be. */
function expectedRight({ answer }: World, { table }: Rows): number {
  const { scores, outputs } = answer(table);
  let sum = 0;
  for (let row = 0; row < table.rows; row++) {
    let most = outputs === 1 ? Math.max(scores[row]!, 1 - scores[row]!) : 0;
    if (outputs > 1) for (let k = 0; k < outputs; k++) most = Math.max(most, scores[row * outputs + k]!);
    sum += most;
  }
  return sum / table.rows;
}

/** 1 for each wrong answer. */
function wrongAnswers({ answer }: World, { table, truth }: Rows): Uint8Array {
  const { scores, outputs } = answer(table);
  return Uint8Array.from(truth, (value, row) => {
    if (outputs === 1) return (scores[row]! >= 0.5 ? 1 : 0) === value ? 0 : 1;
    let best = 0;
    for (let k = 1; k < outputs; k++)
      if (scores[row * outputs + k]! > scores[row * outputs + best]!) best = k;
    return best === value ? 0 : 1;
  });
}

function byAnswers(world: World): Watcher[] {
  if (world.task === 'regression') return [];
  const estimate: Watcher = {
    id: 'cbpe',
    label: 'Accuracy estimated without labels',
    group: 'estimate',
    both: true,
    look: (window) => [expectedRight(world, window)],
  };
  const detectors = streamDetectors.all.map(({ id, label, params, begin }): Watcher => ({
    id,
    label,
    group: 'errors',
    both: false,
    look(window, calm) {
      const running = begin(defaults(params));
      for (const wrong of wrongAnswers(world, calm)) running.update(wrong);
      let fired = 0;
      for (const wrong of wrongAnswers(world, window)) if (running.update(wrong) === 'drift') fired++;
      return [fired];
    },
  }));
  return [estimate, ...detectors];
}

/** @param reference rows to learn from. @param windowRows of every window that will be looked at. */
export const watchersOf = (reference: Rows, world: World, windowRows: number, seed: number): Watcher[] => [
  ...byFeature(reference, world),
  ...together(reference, world, windowRows, seed),
  ...byAnswers(world),
];
