import { defineDataset } from '../define.ts';
import { driftingParams } from '../generate.ts';
import { featureCards, madeHere, numberColumns, numbered } from '../streams/generating.ts';
import { swappedPlaces } from '../streams/swaps.ts';

// River's Waveform with noise: three triangles of height 6 about the places 6, 14 and 10 of 0 … 20. Each class mixes two of them,
// u · first + (1 − u) · second with u uniform in [0, 1), and N(0, 1) is added at every place; 19 more attributes are nothing but N(0, 1).
// Drift, as in MOA's WaveformGeneratorDrift: k places change with those attributes.

const relevant = 21;
const irrelevant = 19;
const attributes = numbered(relevant + irrelevant);
const names = ['a', 'b', 'c'];

const triangle = (middle: number, i: number): number => Math.max(0, 6 - Math.abs(i - middle));
/** Middles of the two triangles of each class. */
const mixtures = [
  [6, 14],
  [6, 10],
  [14, 10],
] as const;

export default defineDataset({
  id: 'waveform',
  label: 'Waveform',
  about: 'Three kinds of noisy waves, each a mixture of two triangles, and 19 features that are only noise.',
  task: 'multiclass',
  target: 'class',
  rows: 5000,
  columns: [...featureCards(attributes), { name: 'class', kind: 'category', role: 'target' }],
  drift: 'The number of places of the wave that change with noise can be moved.',
  lesson: 'Forty features, none of which says much alone; the best possible model is right for about 86 %.',
  ...madeHere,
  source: 'Generated here after Breiman, Friedman, Olshen and Stone (1984), as in River.',
  citation:
    'Breiman, L., Friedman, J. H., Olshen, R. A., Stone, C. J. (1984). Classification and Regression Trees. Wadsworth.',
  content: {
    from: 'generator',
    params: {
      swapped: {
        type: 'integer',
        label: 'Swapped places',
        help: 'How many of the 21 places of the wave have changed with features that are only noise.',
        min: 0,
        max: irrelevant,
        default: 0,
      },
    },
    make(rows, random, params, drift) {
      const at = driftingParams(params, drift);
      const swaps = random.stream('swaps');
      const first = swaps.integer(relevant);
      const offset = swaps.integer(irrelevant);
      const classes = random.stream('classes');
      const points = random.stream('points');
      const columns = numberColumns(attributes, rows);
      const codes = new Int32Array(rows);
      let swapped = 0;
      let places = swappedPlaces(relevant, irrelevant, swapped, first, offset);
      for (let row = 0; row < rows; row++) {
        const now = Math.round(at('swapped', row));
        if (now !== swapped) places = swappedPlaces(relevant, irrelevant, now, first, offset);
        swapped = now;
        const code = classes.integer(names.length);
        codes[row] = code;
        const [one, other] = mixtures[code]!;
        const share = classes.uniform();
        for (let i = 0; i < attributes.length; i++) {
          const wave = i < relevant ? share * triangle(one, i) + (1 - share) * triangle(other, i) : 0;
          columns[places[i]!]!.values[row] = wave + points.normal();
        }
      }
      return { rows, columns: [...columns, { name: 'class', kind: 'category', codes, levels: names }] };
    },
  },
});
