// Words of the model builder.

import { bytes, compact, count, plural } from '../../ui/format.ts';

export const builderText = {
  title: 'Layers',
  subtitle: (parameters: number, multiplyAdds: number, size: number) =>
    `${plural(parameters, 'parameter')}, ${compact(multiplyAdds)} multiply-adds a row, ${bytes(size)} to keep`,
  counting: 'The inputs are being counted, so that the layers can be drawn.',
  countingFailed: 'The inputs could not be counted',
  again: 'Count again',
  misfit: 'These layers do not fit the inputs',
  misfitDetail: 'Nothing can be trained cold like this. Change the layers or the inputs.',
  picture: 'Picture of the layers',
  pictureHelp: 'Arrow keys go from layer to layer.',
  table: 'Layers, what comes out of them and what they cost',
  columns: {
    layer: 'Layer',
    parameters: 'Parameters',
    cost: 'Multiply-adds',
  },
  total: 'Together',
  shape: (shape: readonly number[]) => {
    const [first = 0, ...others] = shape;
    if (others.length === 0) return plural(first, 'number');
    return first === 1 && others.length === 2
      ? `${plural(others[0]!, 'step')} × ${plural(others[1]!, 'channel')}`
      : shape.map((length) => count(length)).join(' × ');
  },
  /** The same where there is little room. */
  shortShape: (shape: readonly number[]) => {
    const [first = 0, ...others] = shape;
    if (others.length === 0) return plural(first, 'number');
    return (first === 1 && others.length === 2 ? others : shape).map((length) => compact(length)).join(' × ');
  },
  parameters: (n: number) => (n === 0 ? 'nothing to learn' : `${compact(n)} to learn`),
  take: 'Change the layers',
  units: (n: number) => plural(n, 'unit'),
  filters: (n: number) => plural(n, 'filter'),
  windowOf: (n: number) => plural(n, 'step'),
  dropoutOf: (share: number) => `dropout ${share}`,
  ofAll: 'of everything',
  list: 'Your layers, in order',
  settingsOf: (name: string) => `Settings of ${name}`,
  earlier: (name: string) => `Move ${name} earlier`,
  later: (name: string) => `Move ${name} later`,
  remove: (name: string) => `Remove ${name}`,
  moveHelp: 'Alt and an arrow key move the chosen layer; Delete removes it.',
  add: { dense: 'Add dense', convolution: 'Add convolution', pooling: 'Add pooling' },
  addGroup: 'Add a layer',
  undo: 'Undo',
  input: 'Input',
  output: 'Output',
  outputDetail: 'given by the task',
  inputKind: 'The inputs are',
  inputKindHelp: 'Convolutions slide over images and series; a bag looks words up.',
  inputKinds: {
    numbers: 'Numbers',
    image: 'An image',
    series: 'A series',
    bag: 'Counts of words',
  },
  inputDetail: (n: number, kind: 'numbers' | 'image' | 'series' | 'bag') =>
    kind === 'numbers'
      ? plural(n, 'number')
      : `${plural(n, 'number')}, ${builderText.inputKinds[kind].toLowerCase()}`,
  refused: 'Not in use yet',
  refusedDetail: 'The layers that were last in order stay in use until this is mended.',
  takeBack: 'Take it back',
  notation: 'As text',
  notationStands: (text: string) => `In use meanwhile: ${text === '' ? 'no hidden layers' : text}.`,
  inPiece: (piece: string, problem: string) => `In “${piece}”: ${problem}`,
  notationHelp:
    'The same layers in one line, between bars: conv 8 3x3 relu | pool 2 | dense 32 relu dropout 0.2. The output layer is left out.',
  announce: {
    added: (name: string) => `${name} added.`,
    removed: (name: string) => `${name} removed. Undo brings it back.`,
    moved: (name: string, place: number) => `${name} is layer ${place} now.`,
    undone: 'The last change was taken back.',
  },
};

export const layerParamText = {
  units: { label: 'Units', help: 'How many sums the layer makes: its width.' },
  activation: { label: 'Activation', help: 'The bend that each sum gets.' },
  ownDropout: {
    label: 'A dropout of its own',
    help: 'Otherwise that of the training, for all dense layers.',
  },
  dropout: { label: 'Dropout', help: 'Share of its outputs left out at random in every step.' },
  filters: { label: 'Filters', help: 'How many patterns it looks for.' },
  height: { label: 'Height of the window', help: 'Rows that it sees at once.' },
  width: { label: 'Width of the window', help: 'Columns that it sees at once.' },
  steps: { label: 'Length of the window', help: 'Steps that it sees at once.' },
  stride: { label: 'Stride', help: 'How far the window moves each time.' },
  padding: { label: 'At the edges', help: 'Where the window would hang over.' },
  paddings: { valid: 'The window stays inside', same: 'Zeros are added around' },
  whole: { label: 'Of everything', help: 'One value for each channel, however large the image is.' },
  by: { label: 'Keeps', help: 'What stands for a window.' },
  bys: { max: 'The greatest', average: 'The mean' },
  imageHeight: { label: 'Rows of the image', help: 'Inputs are read row by row.' },
  imageWidth: { label: 'Columns of the image', help: '' },
  imageChannels: { label: 'Channels', help: '1 for grey, 3 for red, green and blue, one after the other.' },
  channels: { label: 'Columns per step', help: 'All inputs of one step come before those of the next.' },
  words: { label: 'Words', help: 'How many inputs, from the first on, count words. 0: all.' },
  dimensions: { label: 'Dimensions', help: 'How many numbers stand for a word.' },
  mode: { label: 'Words together', help: 'The mean of a text’s vectors, or their sum.' },
  modes: { mean: 'Mean', sum: 'Sum' },
};

export const activationNames = {
  linear: 'linear',
  relu: 'ReLU',
  'leaky-relu': 'leaky ReLU',
  elu: 'ELU',
  gelu: 'GELU',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  softmax: 'softmax',
};
