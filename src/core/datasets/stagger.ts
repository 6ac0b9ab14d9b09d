import { defineDataset } from '../define.ts';
import { driftingParams } from '../generate.ts';
import { conceptAlong, conceptParams } from '../streams/concepts.ts';
import { chance, featureCards, madeHere } from '../streams/generating.ts';
import type { CategoryColumn } from '../table.ts';

// Three attributes with three equally likely values each. Positive is, as in River's STAGGER:
//   concept 0: small and red (1/9 of the rows);  1: green or a circle (5/9);  2: medium or large (2/3).

const sizes = ['small', 'medium', 'large'];
const colors = ['red', 'blue', 'green'];
const shapes = ['circle', 'square', 'triangle'];

const concepts: readonly ((size: number, color: number, shape: number) => boolean)[] = [
  (size, color) => size === 0 && color === 0,
  (_, color, shape) => color === 2 || shape === 0,
  (size) => size >= 1,
];

export default defineDataset({
  id: 'stagger',
  label: 'STAGGER: three rules about shapes',
  about: 'Things of a size, a colour and a shape. Does the rule of the day hold for this one?',
  task: 'binary',
  target: 'class',
  positive: 'positive',
  rows: 6000,
  columns: [
    ...featureCards(['size', 'color', 'shape'], 'category'),
    { name: 'class', kind: 'category', role: 'target' },
  ],
  drift:
    'The rule and the noise can be moved. Rules 0 and 1 disagree on 59 % of the rows, 0 and 2 on 78 %, 1 and 2 on 48 %. The attributes never change, but the share of positive rows does: 11 %, 56 %, 67 %.',
  lesson:
    'A rule that can be said in one sentence is replaced by another: nothing of what was learnt is worth keeping.',
  ...madeHere,
  source: 'Generated here after Schlimmer and Granger (1986), as in River.',
  citation:
    'Schlimmer, J. C., Granger, R. H. (1986). Incremental learning from noisy data. Machine Learning 1(3), 317-354.',
  content: {
    from: 'generator',
    params: {
      ...conceptParams(2, '0: small and red. 1: green or a circle. 2: medium or large.'),
      noise: {
        type: 'number',
        label: 'Noise',
        help: 'Share of rows with the wrong class.',
        min: 0,
        max: 1,
        default: 0,
      },
    },
    make(rows, random, params, drift) {
      const at = driftingParams(params, drift);
      const conceptAt = conceptAlong(params, drift, 2, random.stream('concepts'));
      const points = random.stream('points');
      const flips = random.stream('flips');
      const size = new Int32Array(rows);
      const color = new Int32Array(rows);
      const shape = new Int32Array(rows);
      const codes = new Int32Array(rows);
      for (let row = 0; row < rows; row++) {
        size[row] = points.integer(3);
        color[row] = points.integer(3);
        shape[row] = points.integer(3);
        const positive = concepts[conceptAt(row)]!(size[row]!, color[row]!, shape[row]!);
        codes[row] = positive !== chance(flips, at('noise', row)) ? 1 : 0;
      }
      const category = (name: string, held: Int32Array, levels: readonly string[]): CategoryColumn => ({
        name,
        kind: 'category',
        codes: held,
        levels,
      });
      return {
        rows,
        columns: [
          category('size', size, sizes),
          category('color', color, colors),
          category('shape', shape, shapes),
          category('class', codes, ['negative', 'positive']),
        ],
      };
    },
  },
});
