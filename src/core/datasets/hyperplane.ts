import { defineDataset } from '../define.ts';
import { driftingParams } from '../generate.ts';
import { featureCards, madeHere, numberColumns, numbered } from '../streams/generating.ts';

// River's Hyperplane: ten features and ten weights, uniform in [0, 1); positive where Σ wᵢ xᵢ ≥ ½ Σ wᵢ. A row has the wrong class
// where 0.01 + u ≤ noise. After each row each of the first k weights moves by its direction (at first +1) times the magnitude,
// and its direction turns round where 0.01 + u ≤ sigma. (So a noise of 0.05 is one of 0.04; both are River's.)

const features = numbered(10);

export default defineDataset({
  id: 'hyperplane',
  label: 'Hyperplane with drifting weights',
  about: 'Ten features, each with a weight. Is the weighted sum at least half of what it could be?',
  task: 'binary',
  target: 'class',
  positive: 'positive',
  rows: 10000,
  columns: [...featureCards(features), { name: 'class', kind: 'category', role: 'target' }],
  drift:
    'The weights drift with every row: how many of them, how fast, how often they turn round, and the noise can all be moved. The features never change.',
  lesson: 'Drift without a moment at which it happens: the rule is a little different in every row.',
  ...madeHere,
  source: 'Generated here after Hulten, Spencer and Domingos (2001), as in River.',
  citation:
    'Hulten, G., Spencer, L., Domingos, P. (2001). Mining time-changing data streams. KDD 2001, 97-106.',
  content: {
    from: 'generator',
    params: {
      magnitude: {
        type: 'number',
        label: 'Magnitude of change',
        help: 'How far a drifting weight moves with every row. 0: no drift.',
        min: 0,
        max: 1,
        default: 0.001,
      },
      drifting: {
        type: 'integer',
        label: 'Drifting features',
        help: 'How many of the ten weights move.',
        min: 0,
        max: 10,
        default: 2,
      },
      sigma: {
        type: 'number',
        label: 'Chance to turn round',
        help: 'How often a weight turns to move the other way: the probability per row is 0.01 less than this.',
        min: 0,
        max: 1,
        default: 0.1,
      },
      noise: {
        type: 'number',
        label: 'Noise',
        help: 'Rows with the wrong class: their share is 0.01 less than this.',
        min: 0,
        max: 1,
        default: 0.05,
      },
    },
    make(rows, random, params, drift) {
      const at = driftingParams(params, drift);
      const model = random.stream('weights');
      const points = random.stream('points');
      const flips = random.stream('flips');
      const turns = random.stream('turns');
      const weights = Float64Array.from(features, () => model.uniform());
      const directions = new Int8Array(features.length).fill(1);
      const columns = numberColumns(features, rows);
      const codes = new Int32Array(rows);
      for (let row = 0; row < rows; row++) {
        let value = 0;
        let total = 0;
        for (let i = 0; i < weights.length; i++) {
          const x = points.uniform();
          columns[i]!.values[row] = x;
          value += weights[i]! * x;
          total += weights[i]!;
        }
        const flipped = 0.01 + flips.uniform() <= at('noise', row);
        codes[row] = value >= 0.5 * total !== flipped ? 1 : 0;
        const drifting = Math.round(at('drifting', row));
        const [magnitude, sigma] = [at('magnitude', row), at('sigma', row)];
        for (let i = 0; i < drifting; i++) {
          weights[i]! += directions[i]! * magnitude;
          if (0.01 + turns.uniform() <= sigma) directions[i]! *= -1;
        }
      }
      return {
        rows,
        columns: [...columns, { name: 'class', kind: 'category', codes, levels: ['negative', 'positive'] }],
      };
    },
  },
});
