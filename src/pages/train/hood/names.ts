// What the columns and units of a walk are called, and in which order inputs are listed.

import type { Walkthrough } from '../../../core/walkthrough.ts';
import { hoodText as t } from '../../text/train-hood.ts';

/** Of what comes in, then of each layer: as the table of the model's layers names them. */
export const columnNames = ({ layers }: Walkthrough): string[] => [
  t.inputs,
  ...layers.map(({ title }) => title),
];

/** @param column 0: what comes in; 1: the first layer. */
export function unitName({ layers, inputNames, classes }: Walkthrough, column: number, unit: number): string {
  const layer = layers[column - 1];
  if (!layer) return inputNames[unit]!;
  if (column < layers.length) return t.unitOf(layer.title, unit + 1);
  const name = classes[unit];
  if (name !== undefined) return t.classOf(layer.title, name);
  return layer.units === 1 ? layer.title : t.unitOf(layer.title, unit + 1);
}

const levelOf = (name: string): { of: string; level: number } | null => {
  const [, of, level] = /^(.*) = (.+)$/.exec(name) ?? [];
  return of === undefined || level === undefined ? null : { of, level: Number(level) };
};

/**
 * Places of inputs as a person lists them: the levels of one column stay where they are, with its numbers by size ("hour = 2"
 * before "hour = 10") and other levels behind them. What is no level stays in its place.
 */
export function inputOrder(names: readonly string[]): number[] {
  const order: number[] = [];
  for (let at = 0; at < names.length;) {
    const first = levelOf(names[at]!);
    let end = at + 1;
    while (first && end < names.length && levelOf(names[end]!)?.of === first.of) end++;
    const group = names.slice(at, end).map((name, i) => ({ place: at + i, level: levelOf(name)?.level }));
    const size = (level: number | undefined) =>
      level === undefined || Number.isNaN(level) ? Infinity : level;
    const bySize = group.toSorted((a, b) =>
      size(a.level) < size(b.level) ? -1 : Number(size(a.level) > size(b.level)),
    );
    order.push(...bySize.map(({ place }) => place));
    at = end;
  }
  return order;
}
