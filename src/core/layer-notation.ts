// A compact notation for a person's own layers, one piece a layer, between bars:
//
//   conv 8 3x3 relu | pool 2 | dense 32 relu dropout 0.2 | dense 16 tanh
//
// conv FILTERS WINDOW [activation] [stride N] [same]     a window is HEIGHTxWIDTH over an image, one number over a series
// pool WINDOW|all [average]                              of an image, one number is a square
// dense UNITS [activation] [dropout SHARE]
//
// What the inputs are may stand first: image [HxW | HxWxCHANNELS], series [STEPSxCHANNELS | STEPS], or
// bag DIMENSIONS [sum] [of WORDS]. Without it they are the image or series that the first convolution asks for, else numbers.
// Activations are ReLU, padding "valid" and pooling by the greatest unless they are named.

import type { HiddenActivation, LayerPlan, PlannedInput, PlannedLayer, Window } from './layer-plan.ts';
import { activations } from './network.ts';

export interface NotationProblem {
  /** Place of the piece, from 0. */
  readonly piece: number;
  /** Where it lies in the text, without spaces around it. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export type Parsed =
  | { readonly plan: LayerPlan; readonly problems: readonly [] }
  | { readonly plan: null; readonly problems: readonly NotationProblem[] };

export const hiddenActivations: readonly HiddenActivation[] = activations.filter(
  (activation) => activation !== 'softmax',
);

/** A piece that can't be read. It never leaves this file. */
class Unreadable extends Error {}

/** The words of one piece, taken one after another. */
class Words {
  readonly #words: string[];
  readonly #about: string;

  constructor(text: string) {
    this.#words = text.split(/\s+/).filter((word) => word !== '');
    this.#about = text;
  }

  get isEmpty(): boolean {
    return this.#words.length === 0;
  }
  next(): string | undefined {
    return this.#words.shift();
  }
  /** Takes the next word if it is this one. */
  has(word: string): boolean {
    if (this.#words[0]?.toLowerCase() !== word) return false;
    this.#words.shift();
    return true;
  }
  number(what: string): number {
    const word = this.next();
    if (word === undefined) throw new Unreadable(`After "${this.#about}" ${what} is missing.`);
    if (!/^\d+(\.\d+)?(e-?\d+)?$/i.test(word)) throw new Unreadable(`"${word}" is not ${what}.`);
    return Number(word);
  }
  /** 3, 3x4 or 3x4x2; null and nothing taken when the next word is none of them. */
  lengths(): number[] | null {
    const word = this.#words[0];
    if (word === undefined || !/^\d+([x×]\d+){0,2}$/i.test(word)) return null;
    this.#words.shift();
    return word.toLowerCase().split(/[x×]/).map(Number);
  }
  activation(): HiddenActivation | null {
    const name = this.#words[0]?.toLowerCase();
    const found = hiddenActivations.find((activation) => activation === name);
    if (found) this.#words.shift();
    return found ?? null;
  }
}

/** A layer whose window may be one number, as long as nobody knows what the inputs are. */
type Read =
  | { readonly kind: 'input'; readonly input: PlannedInput }
  | { readonly kind: 'layer'; readonly layer: PlannedLayer; readonly square: boolean };

function windowFrom(words: Words): { window: Window; square: boolean } {
  const lengths = words.lengths();
  const [height, width] = lengths ?? [];
  if (height === undefined)
    throw new Unreadable('The window is missing: 3x3 over an image, 3 over a series.');
  if (lengths && lengths.length > 2) throw new Unreadable('A window has a height and a width: 3x3.');
  return { window: { height, width: width ?? height }, square: width === undefined };
}

function convolution(words: Words): Read {
  const filters = words.number('the number of filters');
  const { window, square } = windowFrom(words);
  let [activation, stride, padding]: [HiddenActivation, number, 'valid' | 'same'] = ['relu', 1, 'valid'];
  while (!words.isEmpty) {
    const named = words.activation();
    if (named) activation = named;
    else if (words.has('stride')) stride = words.number('a stride');
    else if (words.has('same')) padding = 'same';
    else if (words.has('valid')) padding = 'valid';
    else if (words.has('dropout'))
      throw new Unreadable('Dropout belongs to dense layers: write it behind one of them.');
    else throw new Unreadable(unknown(words.next(), `${hiddenActivations.join(', ')}, "stride 2" or "same"`));
  }
  return {
    kind: 'layer',
    layer: { kind: 'convolution', filters, window, stride, padding, activation },
    square,
  };
}

function pooling(words: Words): Read {
  const all = words.has('all');
  const { window, square } = all ? { window: null, square: false } : windowFrom(words);
  let by: 'max' | 'average' = 'max';
  while (!words.isEmpty) {
    if (words.has('average')) by = 'average';
    else if (words.has('max')) by = 'max';
    else throw new Unreadable(unknown(words.next(), '"max" or "average"'));
  }
  return { kind: 'layer', layer: { kind: 'pooling', window, by }, square };
}

function dense(words: Words): Read {
  const units = words.number('the number of units');
  let [activation, dropout]: [HiddenActivation, number | null] = ['relu', null];
  while (!words.isEmpty) {
    const named = words.activation();
    if (named) activation = named;
    else if (words.has('dropout')) dropout = words.number('a share like 0.2');
    else throw new Unreadable(unknown(words.next(), `${hiddenActivations.join(', ')} or "dropout 0.2"`));
  }
  return { kind: 'layer', layer: { kind: 'dense', units, activation, dropout }, square: false };
}

const unknown = (word: string | undefined, known: string): string =>
  `"${word ?? ''}" is not known here. It could be ${known}.`;

function nothingMore(words: Words): void {
  if (!words.isEmpty) throw new Unreadable(`"${words.next() ?? ''}" is one word too many.`);
}

function image(words: Words): Read {
  const lengths = words.lengths();
  nothingMore(words);
  const [height, width, channels = 1] = lengths ?? [];
  if (height === undefined) return { kind: 'input', input: { kind: 'image', shape: null } };
  if (width === undefined) throw new Unreadable('An image has a height and a width: image 8x8.');
  return { kind: 'input', input: { kind: 'image', shape: { height, width, channels } } };
}

function series(words: Words): Read {
  const lengths = words.lengths();
  nothingMore(words);
  const [steps, channels = 1, more] = lengths ?? [];
  if (steps === undefined) return { kind: 'input', input: { kind: 'series', shape: null } };
  if (more !== undefined) throw new Unreadable('A series has steps and channels: series 12x2.');
  return { kind: 'input', input: { kind: 'series', shape: { steps, channels } } };
}

function bag(words: Words): Read {
  const dimensions = words.number('the number of dimensions');
  let [mode, count]: ['mean' | 'sum', number | null] = ['mean', null];
  while (!words.isEmpty) {
    if (words.has('sum')) mode = 'sum';
    else if (words.has('mean')) mode = 'mean';
    else if (words.has('of')) count = words.number('the number of words');
    else throw new Unreadable(unknown(words.next(), '"mean", "sum" or "of 50"'));
  }
  return { kind: 'input', input: { kind: 'bag', words: count, dimensions, mode } };
}

const readers: Readonly<Record<string, (words: Words) => Read>> = {
  conv: convolution,
  pool: pooling,
  dense,
  image,
  series,
  bag,
};

function readPiece(text: string, isFirst: boolean): Read {
  if (text === '') throw new Unreadable('A layer is missing between two bars.');
  const words = new Words(text);
  const name = words.next()?.toLowerCase() ?? '';
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (!reader) throw new Unreadable(unknown(name, Object.keys(readers).join(', ')));
  const read = reader(words);
  if (read.kind === 'input' && !isFirst)
    throw new Unreadable('What the inputs are is said first, before all layers.');
  return read;
}

/** What the inputs are when nobody said it: what the first convolution asks for. */
function inputFor(layers: readonly Extract<Read, { kind: 'layer' }>[]): PlannedInput | null {
  const first = layers.find(({ layer }) => layer.kind === 'convolution');
  if (first) return { kind: first.square ? 'series' : 'image', shape: null };
  return layers.some(({ layer }) => layer.kind === 'pooling') ? null : { kind: 'numbers' };
}

/** Over a series a window of one number is 1 high, over an image it is as high as wide. */
function placed({ layer, square }: Extract<Read, { kind: 'layer' }>, input: PlannedInput): PlannedLayer {
  if (layer.kind === 'dense' || layer.window === null || !square) return layer;
  const { width } = layer.window;
  const window = { height: input.kind === 'series' ? 1 : width, width };
  return layer.kind === 'convolution' ? { ...layer, window } : { ...layer, window };
}

/** The plan that a text says, or all that can't be read in it. Whether its layers fit the inputs is layer-plan.ts' matter. */
export function parseLayers(text: string): Parsed {
  const problems: NotationProblem[] = [];
  const layers: Extract<Read, { kind: 'layer' }>[] = [];
  let input: PlannedInput | null = null;
  let at = 0;
  const pieces = text.trim() === '' ? [] : text.split('|');
  const places = pieces.map((piece) => {
    const from = at + (piece.length - piece.trimStart().length);
    at += piece.length + 1;
    return { text: piece.trim(), from, to: from + piece.trim().length };
  });
  for (const [piece, { text: own, from, to }] of places.entries()) {
    try {
      const read = readPiece(own, piece === 0);
      if (read.kind === 'input') input = read.input;
      else layers.push(read);
    } catch (thrown) {
      if (!(thrown instanceof Unreadable)) throw thrown;
      problems.push({ piece, from, to, text: thrown.message });
    }
  }
  if (problems.length > 0) return { plan: null, problems };
  const known = input ?? inputFor(layers);
  if (!known) {
    const [first] = places;
    const words = 'Say first what the inputs are: "image" or "series".';
    return { plan: null, problems: [{ piece: 0, from: first?.from ?? 0, to: first?.to ?? 0, text: words }] };
  }
  return { plan: { input: known, layers: layers.map((layer) => placed(layer, known)) }, problems: [] };
}

function inputText(input: PlannedInput, implied: PlannedInput['kind'] | null): string[] {
  if (input.kind === 'numbers') return [];
  if (input.kind === 'bag') {
    const { dimensions, mode, words } = input;
    return [`bag ${dimensions} ${mode}${words === null ? '' : ` of ${words}`}`];
  }
  if (input.shape === null) return implied === input.kind ? [] : [input.kind];
  if (input.kind === 'series') return [`series ${input.shape.steps}x${input.shape.channels}`];
  const { height, width, channels } = input.shape;
  return [`image ${height}x${width}${channels === 1 ? '' : `x${channels}`}`];
}

function layerText(layer: PlannedLayer, isSeries: boolean): string {
  const size = ({ height, width }: Window) =>
    isSeries && height === 1 ? String(width) : `${height}x${width}`;
  switch (layer.kind) {
    case 'convolution': {
      const { filters, window, stride, padding, activation } = layer;
      const further = [
        ...(stride === 1 ? [] : [`stride ${stride}`]),
        ...(padding === 'same' ? ['same'] : []),
      ];
      return ['conv', filters, size(window), activation, ...further].join(' ');
    }
    case 'pooling': {
      const { window, by } = layer;
      const square = window && !isSeries && window.height === window.width ? String(window.width) : null;
      return ['pool', window ? (square ?? size(window)) : 'all', ...(by === 'max' ? [] : [by])].join(' ');
    }
    case 'dense': {
      const { units, activation, dropout } = layer;
      return ['dense', units, activation, ...(dropout === null ? [] : [`dropout ${dropout}`])].join(' ');
    }
  }
}

/** The notation of a plan: reading it again gives the same plan. */
export function formatLayers({ input, layers }: LayerPlan): string {
  const isSeries = input.kind === 'series';
  const first = layers.find(({ kind }) => kind === 'convolution');
  // A window of a series that is no row shows that it is none, so the series must be named.
  const plain = first?.kind === 'convolution' && first.window.height === 1;
  const implied = first ? (isSeries ? (plain ? 'series' : null) : 'image') : null;
  return [...inputText(input, implied), ...layers.map((layer) => layerText(layer, isSeries))].join(' | ');
}
