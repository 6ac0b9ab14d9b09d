// The formulas of a step with the live numbers of one unit in them: what is computed here, for this row, with these weights.

import type { LossKind } from '../../../core/learning.ts';
import type { Activation } from '../../../core/network.ts';
import type { WalkLayer, WalkStep, Walkthrough } from '../../../core/walkthrough.ts';
import type { FormulaNode } from '../../../ui/formula.ts';
import { group, number, over, row, sub, sumOver, sup, words } from '../../../ui/formula.ts';
import { hoodText as t } from '../../text/train-hood.ts';
import { backwardFormulas, probabilityOf } from './backward-formulas.ts';
import { figure } from './figures.ts';
import { factor, products, value } from './formula-parts.ts';
import { updateFormulas } from './update-formulas.ts';

const activationFormula: Readonly<Record<Activation, FormulaNode>> = {
  linear: row('a', '=', 'z'),
  relu: row('a', '=', words('max'), group('0', ',', 'z')),
  'leaky-relu': row('a', '=', words('z where z > 0, else 0.2 z')),
  elu: row('a', '=', words('z where z > 0, else '), sup('e', 'z'), '−', number('1')),
  gelu: row('a', '=', 'z', '×', 'Φ', group('z')),
  tanh: row('a', '=', words('tanh'), group('z')),
  sigmoid: row('a', '=', over(number('1'), row(number('1'), '+', sup('e', row('−', 'z'))))),
  softmax: row(sub('a', 'u'), '=', over(sup('e', sub('z', 'u')), row(sumOver('k'), sup('e', sub('z', 'k'))))),
};

const lossFormula: Readonly<Record<LossKind, FormulaNode>> = {
  'mean-squared-error': row('ℓ', '=', sup(group('a', '−', 't'), number('2'))),
  'mean-absolute-error': row('ℓ', '=', '|', 'a', '−', 't', '|'),
  huber: row('ℓ', '=', words('½ e² where |e| ≤ 1, else |e| − ½, with e = a − t')),
  'binary-crossentropy': row(
    'ℓ',
    '=',
    '−',
    't',
    words('ln'),
    'p',
    '−',
    group(number('1'), '−', 't'),
    words('ln'),
    group(number('1'), '−', 'p'),
  ),
  'categorical-crossentropy': row('ℓ', '=', '−', sumOver('u'), sub('t', 'u'), words('ln'), sub('p', 'u')),
};

function forwardFormulas(walk: Walkthrough, layer: WalkLayer, at: number, unit: number): FormulaNode[] {
  const { fanIn, units, kernelAt, biasAt, inputs, sums, outputs, kept, activation, dropout } = layer;
  const place = at * units + unit;
  const pairs = Array.from(
    { length: fanIn },
    (_, i) => [inputs[at * fanIn + i]!, walk.weights[kernelAt + i * units + unit]!] as const,
  );
  const found = [
    row('z', '=', sumOver('i'), sub('x', 'i'), '×', sub('w', 'i'), '+', 'b'),
    row('z', '=', ...products(pairs), '+', factor(walk.weights[biasAt + unit]!), '=', value(sums[place]!)),
    activationFormula[activation],
    row(activation === 'softmax' ? sub('a', 'u') : 'a', '=', value(outputs[place]!)),
  ];
  if (kept)
    found.push(
      kept[place] === 0
        ? row('a', '×', number('0'), '=', value(0), words(` (${t.dropped})`))
        : row(
            over('a', row(number('1'), '−', number(figure(dropout)))),
            '=',
            value(outputs[place]! * kept[place]!),
          ),
    );
  return found;
}

function lossFormulas(walk: Walkthrough, at: number, unit: number): FormulaNode[] {
  const last = walk.layers.at(-1)!;
  const { loss } = walk.learning;
  const place = at * last.units + unit;
  const target = walk.targets[place]!;
  const found = [lossFormula[loss]];
  if (loss === 'binary-crossentropy')
    found.push(
      row(
        'p',
        '=',
        over(number('1'), row(number('1'), '+', sup('e', row('−', 'z')))),
        '=',
        value(probabilityOf(last, loss, at, unit)),
        ',',
        't',
        '=',
        value(target),
      ),
    );
  else if (loss !== 'categorical-crossentropy')
    found.push(
      row(
        'a',
        '−',
        't',
        '=',
        value(last.outputs[place]!),
        '−',
        factor(target),
        '=',
        value(last.outputs[place]! - target),
      ),
    );
  else
    found.push(
      row(
        sub('p', 'u'),
        '=',
        value(probabilityOf(last, loss, at, unit)),
        ',',
        sub('t', 'u'),
        '=',
        value(target),
      ),
    );
  found.push(
    row('ℓ', '=', value(walk.losses[at]!)),
    row('L', '=', over(number('1'), 'n'), sumOver(words('rows')), 's', '×', 'ℓ', '=', value(walk.loss)),
    row(words(t.shareMeaning(walk.batchRows))),
  );
  return found;
}

function clipFormulas(walk: Walkthrough, index: number): FormulaNode[] {
  const { clip } = walk.learning;
  if (!clip) return [];
  const c = number(figure(clip.at));
  return [
    clip.by === 'value'
      ? row('g', '←', words('g, cut at ±'), c)
      : row(
          'g',
          '←',
          'g',
          '×',
          over(c, row('‖', 'g', '‖')),
          words(
            clip.by === 'norm'
              ? ' for each kernel and bias whose ‖g‖ is above it'
              : ', ‖g‖ of all parameters',
          ),
        ),
    row('g', '=', value(walk.unclipped[index]!), '→', value(walk.gradient[index]!)),
  ];
}

/**
 * @param step the one whose numbers count for the unit (stages.ts). @param at place among the shown rows.
 * @param unit of the layer. @param from unit before it: the weight between the two; for `input` the input itself.
 */
export function formulasOf(
  walk: Walkthrough,
  step: WalkStep,
  at: number,
  layerIndex: number,
  unit: number,
  from: number,
): FormulaNode[] {
  const layer = walk.layers[layerIndex]!;
  const index = layer.kernelAt + from * layer.units + unit;
  switch (step.kind) {
    case 'input':
      return [
        row(
          sub('x', number(String(from + 1))),
          '=',
          value(walk.layers[0]!.inputs[at * walk.layers[0]!.fanIn + from]!),
        ),
      ];
    case 'forward':
      return forwardFormulas(walk, layer, at, unit);
    case 'loss':
      return lossFormulas(walk, at, unit);
    case 'backward':
      return backwardFormulas(walk, layerIndex, at, unit, from);
    case 'clip':
      return clipFormulas(walk, index);
    case 'update':
      return updateFormulas(walk, index);
  }
}
