// What the optimiser in use does with one weight, with its own numbers.

import { constants } from '../../../core/learning.ts';
import type { Walkthrough } from '../../../core/walkthrough.ts';
import type { FormulaNode } from '../../../ui/formula.ts';
import { group, number, over, root, row, sub, sup, words } from '../../../ui/formula.ts';
import { factor, value } from './formula-parts.ts';

const beta = (which: '1' | '2') => sub('β', number(which));

/** @param index of the weight in the flat arrays. */
export function updateFormulas(walk: Walkthrough, index: number): FormulaNode[] {
  const { learning, weights, nextWeights, gradient, optimizer, nextOptimizer, rate } = walk;
  const size = weights.length;
  const [w, next, g] = [weights[index]!, nextWeights[index]!, gradient[index]!];
  const [m, nextM] = [optimizer[index]!, nextOptimizer[index]!];
  const becomes = row('w', '=', value(w), '→', value(next));
  /** What both optimisers with momentum do first; sgd has no m. */
  const rolled = () => [
    row('m', '←', 'μ', 'm', '−', 'η', 'g'),
    row(
      'm',
      '←',
      value(learning.momentum),
      '×',
      factor(m),
      '−',
      value(rate),
      '×',
      factor(g),
      '=',
      value(nextM),
    ),
  ];
  switch (learning.optimizer) {
    case 'sgd':
      return [
        row('w', '←', 'w', '−', 'η', '×', 'g'),
        row('w', '←', value(w), '−', value(rate), '×', factor(g), '=', value(next)),
      ];
    case 'momentum':
      return [...rolled(), row('w', '←', 'w', '+', 'm', '=', value(next))];
    case 'nesterov':
      return [...rolled(), row('w', '←', 'w', '+', 'μ', 'm', '−', 'η', 'g', '=', value(next))];
    case 'rmsprop':
      return [
        row('v', '←', 'v', '+', group(number('1'), '−', 'ρ'), group(sup('g', number('2')), '−', 'v')),
        row('v', '=', value(m), '→', value(nextM), words(`, ρ = ${constants.rho}`)),
        row('w', '←', 'w', '−', over(row('η', 'g'), root(row('v', '+', 'ε')))),
        becomes,
      ];
    case 'adam':
    case 'adamw': {
      const taken = number(String(walk.step + 1 - (learning.optimizerFrom ?? 0)));
      return [
        ...(learning.optimizer === 'adamw'
          ? [
              row(
                'w',
                '←',
                'w',
                '−',
                'η',
                'λ',
                'w',
                '=',
                value(w - walk.scheduledRate * learning.weightDecay * w),
              ),
            ]
          : []),
        row('m', '←', 'm', '+', group(number('1'), '−', beta('1')), group('g', '−', 'm')),
        row('m', '=', value(m), '→', value(nextM)),
        row('v', '←', 'v', '+', group(number('1'), '−', beta('2')), group(sup('g', number('2')), '−', 'v')),
        row('v', '=', value(optimizer[size + index]!), '→', value(nextOptimizer[size + index]!)),
        row(
          'r',
          '=',
          'η',
          '×',
          over(
            root(row(number('1'), '−', sup(beta('2'), taken))),
            row(number('1'), '−', sup(beta('1'), taken)),
          ),
          '=',
          value(rate),
        ),
        row('w', '←', 'w', '−', over(row('r', 'm'), row(root('v'), '+', 'ε'))),
        becomes,
      ];
    }
  }
}
