// The numbers of a step as a table: what the picture shows, for those who do not see it, and all of it.

import type { WalkStep, Walkthrough } from '../../../core/walkthrough.ts';
import { figure } from './figures.ts';

export interface ValueTable {
  readonly columns: readonly {
    readonly key: string;
    readonly label: string;
    readonly align?: 'start' | 'end';
  }[];
  readonly rows: readonly Record<string, string>[];
}

/** Rows of a table at most: the heaviest layers have a hundred thousand weights. */
const mostRows = 200;

const end = (key: string, label: string) => ({ key, label, align: 'end' as const });

/**
 * @param at place among the shown rows. @param layerIndex layer whose weights are listed by clipping and update. @param unit of
 * that layer.
 */
export function valuesOf(
  walk: Walkthrough,
  step: WalkStep,
  at: number,
  layerIndex: number,
  unit: number,
  names: readonly string[],
): ValueTable {
  const name = { key: 'name', label: 'Unit' };
  const units = (layer: number) =>
    Array.from({ length: Math.min(mostRows, walk.layers[layer]!.units) }, (_, index) => index);
  const before = (index: number) =>
    layerIndex === 0 ? walk.inputNames[index]! : `${names[layerIndex]} ${index + 1}`;
  switch (step.kind) {
    case 'input': {
      const { inputs, fanIn } = walk.layers[0]!;
      return {
        columns: [{ ...name, label: 'Input' }, end('value', 'Value')],
        rows: walk.inputNames
          .slice(0, mostRows)
          .map((input, i) => ({ name: input, value: figure(inputs[at * fanIn + i]!) })),
      };
    }
    case 'forward': {
      const layer = walk.layers[step.layer]!;
      return {
        columns: [
          name,
          end('sum', 'Sum z'),
          end('output', 'Output a'),
          ...(layer.kept ? [end('kept', 'Dropout')] : []),
        ],
        rows: units(step.layer).map((index) => {
          const place = at * layer.units + index;
          return {
            name: `${names[step.layer + 1]} ${index + 1}`,
            sum: figure(layer.sums[place]!),
            output: figure(layer.outputs[place]!),
            kept: layer.kept ? `× ${figure(layer.kept[place]!)}` : '',
          };
        }),
      };
    }
    case 'loss':
      return {
        columns: [
          { ...name, label: 'Row' },
          end('target', 'Truth'),
          end('output', 'Answer'),
          end('share', 'Weight / rows'),
          end('loss', 'Loss'),
        ],
        rows: Array.from(walk.rows, (row, place) => {
          const last = walk.layers.at(-1)!;
          const list = (values: ArrayLike<number>) =>
            Array.from({ length: walk.outputs }, (_, u) => figure(values[place * walk.outputs + u]!)).join(
              ', ',
            );
          return {
            name: `${place + 1} (table row ${row + 1})`,
            target: list(walk.targets),
            output: list(last.outputs),
            share: figure(walk.shares[place]!),
            loss: figure(walk.losses[place]!),
          };
        }),
      };
    case 'backward': {
      const layer = walk.layers[step.layer]!;
      return {
        columns: [name, end('delta', 'Error δ'), end('bias', 'Gradient of the bias')],
        rows: units(step.layer).map((index) => ({
          name: `${names[step.layer + 1]} ${index + 1}`,
          delta: figure(layer.deltas[at * layer.units + index]!),
          bias: figure(walk.unclipped[layer.biasAt + index]!),
        })),
      };
    }
    case 'clip':
    case 'update': {
      const layer = walk.layers[layerIndex]!;
      const places = Array.from({ length: Math.min(mostRows, layer.fanIn) }, (_, i) => ({
        name: before(i),
        place: layer.kernelAt + i * layer.units + unit,
      }));
      return {
        columns: [
          { ...name, label: 'Weight from' },
          end('gradient', step.kind === 'clip' ? 'Gradient before' : 'Gradient'),
          ...(step.kind === 'clip'
            ? [end('clipped', 'Gradient after')]
            : [end('weight', 'Weight before'), end('next', 'Weight after')]),
        ],
        rows: [...places, { name: 'bias', place: layer.biasAt + unit }].map(({ name: from, place }) => ({
          name: from,
          gradient: figure((step.kind === 'clip' ? walk.unclipped : walk.gradient)[place]!),
          clipped: figure(walk.gradient[place]!),
          weight: figure(walk.weights[place]!),
          next: figure(walk.nextWeights[place]!),
        })),
      };
    }
  }
}
