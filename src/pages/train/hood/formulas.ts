// The formulas of a step with the live numbers of one unit in them: what is computed here, for this row, with these weights.

import type { LossKind } from '../../../core/learning.ts';
import type { Activation } from '../../../core/network.ts';
import type { WalkLayer, WalkStep, Walkthrough } from '../../../core/walkthrough.ts';
import type { FormulaNode } from '../../../ui/formula.ts';
import { group, live, number, over, row, sub, sumOver, sup, words } from '../../../ui/formula.ts';
import { figure } from './figures.ts';
import { updateFormulas } from './update-formulas.ts';

const value = (n: number): FormulaNode => live(figure(n));
/** A factor: negative numbers stand in brackets. */
const factor = (n: number): FormulaNode => (n < 0 ? group(value(n)) : value(n));
const shownTerms = 3;

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

const deltaFormula: Readonly<Record<LossKind, FormulaNode>> = {
  'mean-squared-error': row(number('2'), group('a', '−', 't')),
  'mean-absolute-error': row(words('sign'), group('a', '−', 't')),
  huber: row(words('a − t, cut at ±1')),
  'binary-crossentropy': row('p', '−', 't'),
  'categorical-crossentropy': row(sub('p', 'u'), '−', sub('t', 'u')),
};

const isCrossEntropy = (loss: LossKind) =>
  loss === 'binary-crossentropy' || loss === 'categorical-crossentropy';

/** "a × b + c × d + … " of the first few of many products. */
function products(pairs: readonly (readonly [number, number])[]): FormulaNode[] {
  const shown = pairs
    .slice(0, shownTerms)
    .flatMap(([a, b], i): (FormulaNode | string)[] => [...(i > 0 ? ['+'] : []), factor(a), '×', factor(b)]);
  const rest = pairs.length - shownTerms;
  return [row(...shown, ...(rest > 0 ? ['+', words(`… ${rest} more`)] : []))];
}

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
        ? row('a', '×', number('0'), '=', value(0), words(' (dropped in this step)'))
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
  const z = last.sums[place]!;
  const found = [lossFormula[loss]];
  if (loss === 'binary-crossentropy')
    found.push(
      row(
        'p',
        '=',
        over(number('1'), row(number('1'), '+', sup('e', row('−', 'z')))),
        '=',
        value(1 / (1 + Math.exp(-z))),
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
  else {
    const sums = last.sums.subarray(at * last.units, (at + 1) * last.units);
    const most = sums.reduce((so, sum) => Math.max(so, sum), -Infinity);
    const total = sums.reduce((so, sum) => so + Math.exp(sum - most), 0);
    found.push(
      row(sub('p', 'u'), '=', value(Math.exp(z - most) / total), ',', sub('t', 'u'), '=', value(target)),
    );
  }
  found.push(
    row('ℓ', '=', value(walk.losses[at]!)),
    row(
      'L',
      '=',
      over(number('1'), 'n'),
      sumOver(words('rows')),
      's',
      '×',
      'ℓ',
      '=',
      value(walk.loss),
      words(` (n = ${walk.batchRows})`),
    ),
  );
  return found;
}

/** Of the kernel weight between `from` and the unit. */
function gradientFormula(walk: Walkthrough, layer: WalkLayer, unit: number, from: number): FormulaNode {
  return row(
    over(row('∂', 'L'), row('∂', 'w')),
    '=',
    sumOver(words('rows')),
    'x',
    '×',
    'δ',
    ...(walk.learning.l1 || walk.learning.l2 ? ['+', words('penalty')] : []),
    '=',
    value(walk.unclipped[layer.kernelAt + from * layer.units + unit]!),
  );
}

function backwardFormulas(
  walk: Walkthrough,
  index: number,
  at: number,
  unit: number,
  from: number,
): FormulaNode[] {
  const layer = walk.layers[index]!;
  const next = walk.layers[index + 1];
  const place = at * layer.units + unit;
  const delta = layer.deltas[place]!;
  if (!next) {
    const { loss } = walk.learning;
    const inner = deltaFormula[loss];
    const share = over(
      's',
      loss === 'categorical-crossentropy' || layer.units === 1 ? 'n' : row('n', '×', words('outputs')),
    );
    return [
      isCrossEntropy(loss)
        ? row('δ', '=', group(inner), '×', share)
        : row('δ', '=', inner, '×', share, '×', group(slopeFormula[layer.activation])),
      row('δ', '=', value(delta)),
      gradientFormula(walk, layer, unit, from),
    ];
  }
  const pairs = Array.from(
    { length: next.units },
    (_, k) =>
      [walk.weights[next.kernelAt + unit * next.units + k]!, next.deltas[at * next.units + k]!] as const,
  );
  return [
    row(
      'δ',
      '=',
      sumOver('k'),
      sub('w', 'k'),
      '×',
      sub('δ', 'k'),
      ...(layer.kept ? ['×', words('dropout')] : []),
      '×',
      group(slopeFormula[layer.activation]),
    ),
    row(
      'δ',
      '=',
      group(...products(pairs)),
      ...(layer.kept ? ['×', value(layer.kept[place]!)] : []),
      '×',
      words('slope'),
      '=',
      value(delta),
    ),
    gradientFormula(walk, layer, unit, from),
  ];
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
 * @param at place among the shown rows. @param unit of the layer that the step is about (of the last one for loss, of `layer` for
 * clipping and update). @param from unit before it: the weight between the two.
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
