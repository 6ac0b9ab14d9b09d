// The numbers of a step as a table: what the picture shows, for those who do not see it, and all of it.

import type { WalkStep, Walkthrough } from '../../../core/walkthrough.ts';
import { hoodText as t } from '../../text/train-hood.ts';
import { figure } from './figures.ts';
import { inputOrder, unitName } from './names.ts';

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

const places = (count: number) => Array.from({ length: Math.min(mostRows, count) }, (_, index) => index);

/** Of one row: the class that is true or most likely with its number, or the number alone. */
function answer(walk: Walkthrough, values: ArrayLike<number>, place: number, withNumber: boolean): string {
  const { outputs, classes } = walk;
  const own = Array.from({ length: outputs }, (_, u) => values[place * outputs + u]!);
  if (classes.length === 0) return own.map(figure).join(', ');
  const best = own.indexOf(Math.max(...own));
  return withNumber ? `${classes[best]} (${figure(own[best]!)})` : classes[best]!;
}

function lossTable(walk: Walkthrough): ValueTable {
  const last = walk.layers.at(-1)!;
  return {
    columns: [
      { key: 'name', label: t.table.row },
      end('target', t.table.truth),
      end('output', walk.classes.length > 0 ? t.table.likeliest : t.table.answer),
      end('share', t.table.share),
      end('loss', t.table.loss),
    ],
    rows: Array.from(walk.rows, (row, place) => ({
      name: t.table.rowName(place + 1, row),
      target: answer(walk, walk.targets, place, false),
      output: answer(walk, last.outputs, place, true),
      share: figure(walk.shares[place]!),
      loss: figure(walk.losses[place]!),
    })),
  };
}

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
): ValueTable {
  const name = { key: 'name', label: t.table.unit };
  switch (step.kind) {
    case 'input': {
      const { inputs, fanIn } = walk.layers[0]!;
      return {
        columns: [{ ...name, label: t.table.input }, end('value', t.table.value)],
        rows: inputOrder(walk.inputNames)
          .slice(0, mostRows)
          .map((i) => ({ name: walk.inputNames[i]!, value: figure(inputs[at * fanIn + i]!) })),
      };
    }
    case 'forward': {
      const layer = walk.layers[step.layer]!;
      return {
        columns: [
          name,
          end('sum', t.table.sum),
          end('output', t.table.output),
          ...(layer.kept ? [end('kept', t.table.dropout), end('on', t.table.handedOn)] : []),
        ],
        rows: places(layer.units).map((index) => {
          const place = at * layer.units + index;
          const kept = layer.kept?.[place] ?? 1;
          return {
            name: unitName(walk, step.layer + 1, index),
            sum: figure(layer.sums[place]!),
            output: figure(layer.outputs[place]!),
            kept: kept === 0 ? t.dropped : `× ${figure(kept)}`,
            on: figure(layer.outputs[place]! * kept),
          };
        }),
      };
    }
    case 'loss':
      return lossTable(walk);
    case 'backward': {
      const layer = walk.layers[step.layer]!;
      return {
        columns: [
          name,
          end('delta', t.table.error),
          ...(layer.kept ? [end('kept', t.table.dropout)] : []),
          end('bias', t.table.biasGradient),
        ],
        rows: places(layer.units).map((index) => {
          const place = at * layer.units + index;
          const kept = layer.kept?.[place] ?? 1;
          return {
            name: unitName(walk, step.layer + 1, index),
            delta: figure(layer.deltas[place]!),
            kept: kept === 0 ? t.dropped : `× ${figure(kept)}`,
            bias: figure(walk.unclipped[layer.biasAt + index]!),
          };
        }),
      };
    }
    case 'clip':
    case 'update': {
      const layer = walk.layers[layerIndex]!;
      const order = layerIndex === 0 ? inputOrder(walk.inputNames) : places(layer.fanIn);
      const weights = order.slice(0, mostRows).map((i) => ({
        from: unitName(walk, layerIndex, i),
        place: layer.kernelAt + i * layer.units + unit,
      }));
      return {
        columns: [
          { ...name, label: t.table.from },
          end('gradient', step.kind === 'clip' ? t.table.gradientBefore : t.table.gradient),
          ...(step.kind === 'clip'
            ? [end('clipped', t.table.gradientAfter)]
            : [end('weight', t.table.weightBefore), end('next', t.table.weightAfter)]),
        ],
        rows: [...weights, { from: t.table.bias, place: layer.biasAt + unit }].map(({ from, place }) => ({
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
