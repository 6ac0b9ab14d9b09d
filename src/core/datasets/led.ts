import { defineDataset } from '../define.ts';
import { driftingParams } from '../generate.ts';
import { featureCards, madeHere, numberColumns, numbered } from '../streams/generating.ts';
import { swappedPlaces } from '../streams/swaps.ts';

// River's LED and LEDDrift: a digit 0 to 9, each equally likely, shown by seven segments; a segment shows the opposite where
// 0.01 + u ≤ noise. 17 more attributes are 0 or 1 by lot. Drift: k segments change places with irrelevant attributes.

/** Top, upper left, upper right, middle, lower left, lower right, bottom. */
const segments: readonly (readonly number[])[] = [
  '1110111',
  '0010010',
  '1011101',
  '1011011',
  '0111010',
  '1101011',
  '1101111',
  '1010010',
  '1111111',
  '1111011',
].map((shown) => Array.from(shown, Number));

const relevant = 7;
const irrelevant = 17;
const attributes = numbered(relevant + irrelevant);
const digits = segments.map((_, digit) => String(digit));

export default defineDataset({
  id: 'led',
  label: 'LED: a failing display',
  about: 'The seven segments of a digit among 17 lights that mean nothing. Which digit is shown?',
  task: 'multiclass',
  target: 'digit',
  rows: 10000,
  columns: [...featureCards(attributes, 'boolean'), { name: 'digit', kind: 'category', role: 'target' }],
  drift:
    'The noise can be moved, and so can the number of segments that change places with lights that mean nothing. At noise 0.1 the best possible model is right for about 76 % of the rows.',
  lesson: 'The features are still all there; which of them matter has changed.',
  ...madeHere,
  source: 'Generated here after Breiman, Friedman, Olshen and Stone (1984), as in River.',
  citation:
    'Breiman, L., Friedman, J. H., Olshen, R. A., Stone, C. J. (1984). Classification and Regression Trees. Wadsworth.',
  content: {
    from: 'generator',
    params: {
      noise: {
        type: 'number',
        label: 'Noise',
        help: 'How often a segment shows the opposite: the share is 0.01 less than this.',
        min: 0,
        max: 1,
        default: 0.1,
      },
      swapped: {
        type: 'integer',
        label: 'Swapped segments',
        help: 'How many of the seven segments have changed places with lights that mean nothing.',
        min: 0,
        max: relevant,
        default: 0,
      },
    },
    make(rows, random, params, drift) {
      const at = driftingParams(params, drift);
      const swaps = random.stream('swaps');
      const first = swaps.integer(relevant);
      const offset = swaps.integer(irrelevant);
      const points = random.stream('points');
      const flips = random.stream('flips');
      const lights = random.stream('lights');
      const columns = numberColumns(attributes, rows, 'boolean');
      const codes = new Int32Array(rows);
      let swapped = 0;
      let places = swappedPlaces(relevant, irrelevant, swapped, first, offset);
      for (let row = 0; row < rows; row++) {
        const now = Math.round(at('swapped', row));
        if (now !== swapped) places = swappedPlaces(relevant, irrelevant, now, first, offset);
        swapped = now;
        const noise = at('noise', row);
        const digit = points.integer(segments.length);
        codes[row] = digit;
        for (let i = 0; i < relevant; i++) {
          const shown = segments[digit]![i]!;
          columns[places[i]!]!.values[row] = 0.01 + flips.uniform() <= noise ? 1 - shown : shown;
        }
        for (let i = relevant; i < relevant + irrelevant; i++)
          columns[places[i]!]!.values[row] = lights.integer(2);
      }
      return { rows, columns: [...columns, { name: 'digit', kind: 'category', codes, levels: digits }] };
    },
  },
});
