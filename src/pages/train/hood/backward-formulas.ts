// How an error comes to a sum, and what it makes of the gradient of a weight, with the numbers of one row.

import { slope } from '../../../core/activations.ts';
import type { LossKind } from '../../../core/learning.ts';
import type { Activation } from '../../../core/network.ts';
import type { WalkLayer, Walkthrough } from '../../../core/walkthrough.ts';
import type { FormulaNode } from '../../../ui/formula.ts';
import { group, number, over, row, sub, sumOver, sup, words } from '../../../ui/formula.ts';
import { hoodText as t } from '../../text/train-hood.ts';
import { factor, products, value } from './formula-parts.ts';

const slopeFormula: Readonly<Record<Activation, FormulaNode>> = {
  linear: row(number('1')),
  relu: row(words('1 where z > 0, else 0')),
  'leaky-relu': row(words('1 where z > 0, else 0.2')),
  elu: row(words('1 where z > 0, else a + 1')),
  gelu: row('Φ', group('z'), '+', 'z', '×', 'φ', group('z')),
  tanh: row(number('1'), '−', sup('a', number('2'))),
  sigmoid: row('a', '×', group(number('1'), '−', 'a')),
  softmax: row('a', '×', group(words('error'), '−', sumOver('k'), sub('a', 'k'), '×', words('error'))),
};

const deltaFormula: Readonly<Record<LossKind, FormulaNode>> = {
  'mean-squared-error': row(number('2'), group('a', '−', 't')),
  'mean-absolute-error': row(words('sign'), group('a', '−', 't')),
  huber: row(words('a − t, cut at ±1')),
  'binary-crossentropy': row('p', '−', 't'),
  'categorical-crossentropy': row(sub('p', 'u'), '−', sub('t', 'u')),
};

/** Derivative of the loss of one output by what comes out, without the row's weight; of a cross-entropy by the sum. */
function innerNumbers(walk: Walkthrough, last: WalkLayer, at: number, unit: number): FormulaNode {
  const place = at * last.units + unit;
  const [a, target] = [last.outputs[place]!, walk.targets[place]!];
  const { loss } = walk.learning;
  switch (loss) {
    case 'mean-squared-error':
      return row(number('2'), '×', group(value(a), '−', factor(target)));
    case 'mean-absolute-error':
      return row(words('sign'), group(value(a), '−', factor(target)));
    case 'huber':
      return value(Math.max(-1, Math.min(1, a - target)));
    case 'binary-crossentropy':
    case 'categorical-crossentropy':
      return group(value(probabilityOf(last, loss, at, unit)), '−', value(target));
  }
}

/** What a cross-entropy holds against the truth: the probability that the sum stands for. */
export function probabilityOf(last: WalkLayer, loss: LossKind, at: number, unit: number): number {
  const { sums, units } = last;
  const z = sums[at * units + unit]!;
  if (loss === 'binary-crossentropy') return 1 / (1 + Math.exp(-z));
  const own = sums.subarray(at * units, (at + 1) * units);
  const most = own.reduce((so, sum) => Math.max(so, sum), -Infinity);
  return Math.exp(z - most) / own.reduce((so, sum) => so + Math.exp(sum - most), 0);
}

/** The slope of the bend at this row, in a line of its own. Softmax has none: its outputs hang together. */
function slopeLines(layer: WalkLayer, place: number): FormulaNode[] {
  const { activation, sums, outputs } = layer;
  if (activation === 'softmax') return [];
  const at = value(slope(sums[place]!, outputs[place]!, activation));
  const general = activation === 'linear' ? [] : ['=', slopeFormula[activation]];
  return [row(words('slope'), ...general, '=', at)];
}

const slopeFactor = (layer: WalkLayer, place: number): FormulaNode =>
  layer.activation === 'softmax'
    ? words('slope')
    : factor(slope(layer.sums[place]!, layer.outputs[place]!, layer.activation));

/** Of the kernel weight between `from` and the unit: what this row adds, and the sum over the batch. */
function gradientLines(
  walk: Walkthrough,
  layer: WalkLayer,
  at: number,
  unit: number,
  from: number,
): FormulaNode[] {
  const x = layer.inputs[at * layer.fanIn + from]!;
  const delta = layer.deltas[at * layer.units + unit]!;
  const { l1, l2 } = walk.learning;
  return [
    row(words(t.thisRow), 'x', '×', 'δ', '=', factor(x), '×', factor(delta), '=', value(x * delta)),
    row(
      over(row('∂', 'L'), row('∂', 'w')),
      '=',
      sumOver(words('rows')),
      'x',
      '×',
      'δ',
      ...(l1 || l2 ? ['+', words('penalty')] : []),
      '=',
      value(walk.unclipped[layer.kernelAt + from * layer.units + unit]!),
      words(t.meanOfRows(walk.batchRows)),
    ),
  ];
}

function outputLines(walk: Walkthrough, layer: WalkLayer, at: number, unit: number): FormulaNode[] {
  const { loss } = walk.learning;
  const place = at * layer.units + unit;
  const entropy = loss === 'binary-crossentropy' || loss === 'categorical-crossentropy';
  const several = loss !== 'categorical-crossentropy' && layer.units > 1;
  const rows = number(String(walk.batchRows));
  const weight = value(walk.shares[at]! * walk.batchRows);
  const outputs = number(String(layer.units));
  return [
    row(
      'δ',
      '=',
      entropy ? group(deltaFormula[loss]) : deltaFormula[loss],
      '×',
      over('s', several ? row('n', '×', words('outputs')) : 'n'),
      ...(entropy ? [] : ['×', words('slope')]),
    ),
    ...(entropy ? [] : slopeLines(layer, place)),
    row(
      'δ',
      '=',
      innerNumbers(walk, layer, at, unit),
      '×',
      over(weight, several ? row(rows, '×', outputs) : rows),
      ...(entropy ? [] : ['×', slopeFactor(layer, place)]),
      '=',
      value(layer.deltas[place]!),
    ),
    row(words(t.shareMeaning(walk.batchRows))),
  ];
}

/** @param index of the layer. @param at place among the shown rows. @param from unit before it. */
export function backwardFormulas(
  walk: Walkthrough,
  index: number,
  at: number,
  unit: number,
  from: number,
): FormulaNode[] {
  const layer = walk.layers[index]!;
  const next = walk.layers[index + 1];
  const gradient = gradientLines(walk, layer, at, unit, from);
  if (!next) return [...outputLines(walk, layer, at, unit), ...gradient];
  const place = at * layer.units + unit;
  const pairs = Array.from(
    { length: next.units },
    (_, k) =>
      [walk.weights[next.kernelAt + unit * next.units + k]!, next.deltas[at * next.units + k]!] as const,
  );
  const kept = layer.kept?.[place];
  return [
    row(
      'δ',
      '=',
      sumOver('k'),
      sub('w', 'k'),
      '×',
      sub('δ', 'k'),
      ...(kept === undefined ? [] : ['×', words('dropout')]),
      '×',
      words('slope'),
    ),
    ...slopeLines(layer, place),
    row(
      'δ',
      '=',
      group(...products(pairs)),
      ...(kept === undefined ? [] : ['×', value(kept)]),
      '×',
      slopeFactor(layer, place),
      '=',
      value(layer.deltas[place]!),
      ...(kept === 0 ? [words(` (${t.dropped})`)] : []),
    ),
    ...gradient,
  ];
}
