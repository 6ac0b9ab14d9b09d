import { defineDataset } from '../define.ts';
import { driftingParams } from '../generate.ts';
import { conceptAlong, conceptParams } from '../streams/concepts.ts';
import { chance, featureCards, madeHere, numberColumns } from '../streams/generating.ts';

// v and w are true for half of the rows, x and y uniform in [0, 1). Three conditions: v, w, and y < ½ + 0.3 sin(3π x).
// Concept 0, as in River's Mixed: positive where fewer than two of them hold; concept 1: where two or more do.

export default defineDataset({
  id: 'mixed',
  label: 'Mixed: two of three conditions',
  about: 'Two yes-or-no features and two numbers. Do at least two of three conditions hold?',
  task: 'binary',
  target: 'class',
  positive: 'positive',
  rows: 6000,
  columns: [
    ...featureCards(['v', 'w'], 'boolean'),
    ...featureCards(['x', 'y']),
    { name: 'class', kind: 'category', role: 'target' },
  ],
  drift:
    'The rule and the noise can be moved. The two rules disagree on every row; half of the rows are positive under each, so the share of positive rows gives nothing away.',
  lesson: 'A reversal that neither the features nor the share of each answer show: only errors do.',
  ...madeHere,
  source: 'Generated here after Gama, Medas, Castillo and Rodrigues (2004), as in River.',
  citation:
    'Gama, J., Medas, P., Castillo, G., Rodrigues, P. (2004). Learning with drift detection. SBIA 2004, LNAI 3171, 286-295.',
  content: {
    from: 'generator',
    params: {
      ...conceptParams(1, '0: fewer than two of the three conditions hold. 1: two or more do.'),
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
      const conceptAt = conceptAlong(params, drift, 1, random.stream('concepts'));
      const points = random.stream('points');
      const flips = random.stream('flips');
      const truths = numberColumns(['v', 'w'], rows, 'boolean');
      const numbers = numberColumns(['x', 'y'], rows);
      const codes = new Int32Array(rows);
      for (let row = 0; row < rows; row++) {
        const v = points.uniform() >= 0.5 ? 1 : 0;
        const w = points.uniform() >= 0.5 ? 1 : 0;
        const x = points.uniform();
        const y = points.uniform();
        truths[0]!.values[row] = v;
        truths[1]!.values[row] = w;
        numbers[0]!.values[row] = x;
        numbers[1]!.values[row] = y;
        const below = y < 0.5 + 0.3 * Math.sin(3 * Math.PI * x) ? 1 : 0;
        const positive = v + w + below >= 2 === (conceptAt(row) === 1);
        codes[row] = positive !== chance(flips, at('noise', row)) ? 1 : 0;
      }
      return {
        rows,
        columns: [
          ...truths,
          ...numbers,
          { name: 'class', kind: 'category', codes, levels: ['negative', 'positive'] },
        ],
      };
    },
  },
});
