import { defineDataset } from '../define.ts';
import { driftingParams } from '../generate.ts';
import { chance, featureCards, madeHere, numberColumns, numbered } from '../streams/generating.ts';

// Three features, each uniform in [0, 10); positive where x₁ + x₂ > θ; x₃ says nothing. River's SEA: θ = 8, 9, 7, 9.5.
// For 0 ≤ θ ≤ 10 a share of θ² / 200 is negative, so two thresholds a < b disagree on (b² − a²) / 200 of the rows.

const features = numbered(3);

export default defineDataset({
  id: 'sea',
  label: 'SEA: a moving threshold',
  about: 'Three features, of which two are added. Is their sum above the threshold?',
  task: 'binary',
  target: 'class',
  positive: 'positive',
  rows: 10000,
  columns: [...featureCards(features), { name: 'class', kind: 'category', role: 'target' }],
  drift:
    'The threshold and the noise can be moved. Without noise a perfect model of threshold 8 is wrong for 8.5 % of the rows once it is 9; from 9 to 7 for 16 %, from 7 to 9.5 for 20.6 %. The features never change.',
  lesson: 'Even a large move of the rule costs few points: subtle drift has to be told from noise.',
  ...madeHere,
  source: 'Generated here after Street and Kim (2001), as in River.',
  citation:
    'Street, W. N., Kim, Y. (2001). A streaming ensemble algorithm (SEA) for large-scale classification. KDD 2001, 377-382.',
  content: {
    from: 'generator',
    params: {
      theta: {
        type: 'number',
        label: 'Threshold θ',
        help: 'Rows whose x1 + x2 is above it are positive. The usual four concepts are 8, 9, 7 and 9.5.',
        min: 0,
        max: 20,
        default: 8,
      },
      noise: {
        type: 'number',
        label: 'Noise',
        help: 'Share of rows with the wrong class.',
        min: 0,
        max: 1,
        default: 0.1,
      },
    },
    make(rows, random, params, drift) {
      const at = driftingParams(params, drift);
      const points = random.stream('points');
      const flips = random.stream('flips');
      const columns = numberColumns(features, rows);
      const codes = new Int32Array(rows);
      for (let row = 0; row < rows; row++) {
        for (const { values } of columns) values[row] = 10 * points.uniform();
        const positive = columns[0]!.values[row]! + columns[1]!.values[row]! > at('theta', row);
        codes[row] = positive !== chance(flips, at('noise', row)) ? 1 : 0;
      }
      return {
        rows,
        columns: [...columns, { name: 'class', kind: 'category', codes, levels: ['negative', 'positive'] }],
      };
    },
  },
});
