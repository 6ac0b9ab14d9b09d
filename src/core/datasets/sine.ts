import { defineDataset } from '../define.ts';
import { driftingParams } from '../generate.ts';
import { conceptAlong, conceptParams } from '../streams/concepts.ts';
import { chance, featureCards, madeHere, numberColumns, numbered } from '../streams/generating.ts';

// Two features, uniform in the unit square. Positive is, as in River's Sine:
//   concept 0: x₁ < sin x₂;  1: the others;  2: x₁ < ½ + 0.3 sin(3π x₂);  3: the others.

const features = numbered(2);

export default defineDataset({
  id: 'sine',
  label: 'Sine: a curve and its reverse',
  about: 'Points in a square with a sine curve between two classes. On which side does a point lie?',
  task: 'binary',
  target: 'class',
  positive: 'positive',
  rows: 6000,
  columns: [...featureCards(features), { name: 'class', kind: 'category', role: 'target' }],
  drift:
    'The rule and the noise can be moved. Rules 0 and 1, and 2 and 3, disagree on every row: what was right becomes wrong. The points never change.',
  lesson: 'A total reversal: a model that was right for nearly every row is suddenly wrong for as many.',
  ...madeHere,
  source: 'Generated here after Gama, Medas, Castillo and Rodrigues (2004), as in River.',
  citation:
    'Gama, J., Medas, P., Castillo, G., Rodrigues, P. (2004). Learning with drift detection. SBIA 2004, LNAI 3171, 286-295.',
  content: {
    from: 'generator',
    params: {
      ...conceptParams(
        3,
        '0: x1 below sin(x2). 1: its reverse. 2: x1 below 0.5 + 0.3 sin(3π x2). 3: its reverse.',
      ),
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
      const conceptAt = conceptAlong(params, drift, 3, random.stream('concepts'));
      const points = random.stream('points');
      const flips = random.stream('flips');
      const columns = numberColumns(features, rows);
      const codes = new Int32Array(rows);
      for (let row = 0; row < rows; row++) {
        const x1 = points.uniform();
        const x2 = points.uniform();
        columns[0]!.values[row] = x1;
        columns[1]!.values[row] = x2;
        const concept = conceptAt(row);
        const curve = concept < 2 ? Math.sin(x2) : 0.5 + 0.3 * Math.sin(3 * Math.PI * x2);
        const positive = x1 < curve !== (concept % 2 === 1);
        codes[row] = positive !== chance(flips, at('noise', row)) ? 1 : 0;
      }
      return {
        rows,
        columns: [...columns, { name: 'class', kind: 'category', codes, levels: ['negative', 'positive'] }],
      };
    },
  },
});
