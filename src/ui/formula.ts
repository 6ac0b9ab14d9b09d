// A formula as a small tree: drawn as MathML, and read aloud in words.

type Leaf = 'mi' | 'mn' | 'mo' | 'mtext';
type Branch = 'mrow' | 'msub' | 'msup' | 'mfrac' | 'msqrt' | 'munder';

export type FormulaNode =
  | {
      readonly tag: Leaf;
      readonly text: string;
      /** How it is read where it is not read as it is written. */
      readonly words?: string;
      /** A number of this very model, to be told apart from symbols. */
      readonly live?: boolean;
    }
  | { readonly tag: Branch; readonly children: readonly FormulaNode[] };

type Part = FormulaNode | string;

const operatorWords: Readonly<Record<string, string>> = {
  '=': 'equals',
  '+': 'plus',
  '−': 'minus',
  '×': 'times',
  '←': 'becomes',
  '→': 'becomes',
  '∑': 'the sum over',
  '(': '',
  ')': '',
  '|': 'bar',
  '‖': 'norm',
  ',': ',',
  '…': 'and so on',
  '≤': 'is at most',
  '<': 'is below',
  '>': 'is above',
};

const greek: Readonly<Record<string, string>> = {
  δ: 'delta',
  β: 'beta',
  ρ: 'rho',
  ε: 'epsilon',
  η: 'eta',
  λ: 'lambda',
  μ: 'mu',
  ℓ: 'loss',
  σ: 'sigma',
  Φ: 'phi',
  φ: 'small phi',
  π: 'pi',
  '∂': 'partial',
};

/** An operator where the text is one, a symbol otherwise. */
const partOf = (part: Part): FormulaNode => {
  if (typeof part !== 'string') return part;
  return Object.hasOwn(operatorWords, part) ? { tag: 'mo', text: part } : symbol(part);
};

const symbol = (text: string, words?: string): FormulaNode => ({ tag: 'mi', text, words });
/** Words in a formula; MathML would drop the spaces at their ends. */
export const words = (text: string): FormulaNode => ({
  tag: 'mtext',
  text: text.replace(/^ | $/g, '\u00a0'),
  words: text.trim(),
});
/** A number as it is written already. */
export const number = (text: string): FormulaNode => ({ tag: 'mn', text });
/** A number of the model that is looked at. */
export const live = (text: string): FormulaNode => ({ tag: 'mn', text, live: true });
export const row = (...parts: Part[]): FormulaNode => ({ tag: 'mrow', children: parts.map(partOf) });
export const sub = (base: Part, below: Part): FormulaNode => ({
  tag: 'msub',
  children: [partOf(base), partOf(below)],
});
export const sup = (base: Part, above: Part): FormulaNode => ({
  tag: 'msup',
  children: [partOf(base), partOf(above)],
});
export const over = (top: Part, bottom: Part): FormulaNode => ({
  tag: 'mfrac',
  children: [partOf(top), partOf(bottom)],
});
export const root = (inside: Part): FormulaNode => ({ tag: 'msqrt', children: [partOf(inside)] });
export const sumOver = (index: Part): FormulaNode => ({
  tag: 'munder',
  children: [{ tag: 'mo', text: '∑' }, partOf(index)],
});
export const group = (...parts: Part[]): FormulaNode => row('(', ...parts, ')');

/** As it is read aloud: "z sub 3 equals the sum over i of …". */
export function spoken(node: FormulaNode): string {
  if (!('children' in node)) {
    if (node.words !== undefined) return node.words;
    if (node.tag === 'mo') return operatorWords[node.text] ?? node.text;
    if (node.tag === 'mi') return greek[node.text] ?? node.text;
    return node.text.replace(/^−/, 'minus ');
  }
  const parts = node.children.map(spoken);
  const [first = '', second = ''] = parts;
  switch (node.tag) {
    case 'mrow':
      return parts.filter(Boolean).join(' ').replaceAll(' ,', ',');
    case 'msub':
      return `${first} sub ${second}`;
    case 'msup':
      return second === '2' ? `${first} squared` : `${first} to the power ${second}`;
    case 'mfrac':
      return `${first} over ${second}`;
    case 'msqrt':
      return `the square root of ${first}`;
    case 'munder':
      return `${first} ${second} of`;
  }
}
