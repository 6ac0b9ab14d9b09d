// What shaders are told about a run and about each model, word by word as `Run` and `Model` in arithmetic.ts.

import { losses, optimizers } from '../../../core/learning.ts';
import type { Learning } from '../../../core/learning.ts';
import type { Architecture } from '../../../core/network.ts';
import { dropoutThreshold } from '../../../core/training-hash.ts';
import type { FleetModel, FleetSetup } from '../trainer.ts';
import { clipCodes } from './clipping.ts';

const modelWords = (architecture: Architecture): number => 10 + 2 * architecture.layers.length;

/** Where the flag of a stopped model lies, in bytes. */
export const stopFlagAt = (architecture: Architecture, model: number): number =>
  4 * (model * modelWords(architecture) + 4);

/** Where the learning rate of a model lies, in bytes. */
export const rateAt = (architecture: Architecture, model: number): number =>
  stopFlagAt(architecture, model) + 4;

/** Rows that a model learns from. */
export const rowsOf = ({ data }: FleetSetup, model: FleetModel): number => model.rows?.length ?? data.rows;

/** The settings of all models, and the row lists that they point into. */
export function modelSettings(setup: FleetSetup): { settings: Uint32Array; rowLists: Int32Array } {
  const { architecture, models } = setup;
  const words = modelWords(architecture);
  const settings = new Uint32Array(words * models.length);
  const floats = new Float32Array(settings.buffer);
  // Models of the same fold share its list.
  const places = new Map<Int32Array, number>();
  const lists: Int32Array[] = [];
  let length = 0;
  for (const { rows } of models) {
    if (!rows || places.has(rows)) continue;
    places.set(rows, length);
    lists.push(rows);
    length += rows.length;
  }
  const rowLists = new Int32Array(length);
  for (const list of lists) rowLists.set(list, places.get(list));
  for (const [index, model] of models.entries()) {
    const at = index * words;
    const { seed, rows, learningRate, momentum, weightDecay, l1, l2 } = model;
    settings.set([seed >>> 0, rows ? (places.get(rows) ?? 0) : 0, rowsOf(setup, model), rows ? 1 : 0, 0], at);
    floats.set([learningRate, momentum, weightDecay, l1, l2], at + 5);
    for (const [layer, { dropout = 0 }] of architecture.layers.entries()) {
      const rate = model.dropout?.[layer] ?? dropout;
      settings[at + 10 + 2 * layer] = dropoutThreshold(rate);
      floats[at + 11 + 2 * layer] = 1 / (1 - rate);
    }
  }
  return { settings, rowLists };
}

export interface RunSettings {
  readonly learning: Learning;
  /** Floats from one model's state to the next. */
  readonly stride: number;
  readonly weighted: boolean;
  /** Of the data. */
  readonly rows: number;
  readonly firstModel: number;
  readonly firstStep: number;
  readonly steps: number;
}

export const runWords = 12;

export function runSettings(run: RunSettings): Uint32Array {
  const { learning, stride, weighted, rows, firstModel, firstStep, steps } = run;
  const { clip, loss, optimizer } = learning;
  const words = new Uint32Array([
    ...[firstModel, stride, learning.batchSize, weighted ? 1 : 0],
    ...[optimizers.indexOf(optimizer), losses.indexOf(loss), clipCodes[clip?.by ?? 'none'], 0],
    ...[firstStep, steps, rows, 0],
  ]);
  new Float32Array(words.buffer)[7] = clip?.at ?? 0;
  return words;
}
