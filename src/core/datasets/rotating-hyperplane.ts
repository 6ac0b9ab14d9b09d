import { defineDataset } from '../define.ts';
import { driftingParams } from '../generate.ts';
import type { Random } from '../random.ts';

// Hulten, Spencer & Domingos (2001), Mining time-changing data streams, KDD: points uniform in the unit cube, positive
// where Σ wᵢ xᵢ ≥ ½ Σ wᵢ; the weights change as the stream goes. Here the weights are signed, the hyperplane passes
// through the middle of the cube, and it turns by `angle` in the plane of two fixed random directions, so that half of the rows
// stay positive at every angle and 180° turns the rule into its opposite.

const featureNames = Array.from({ length: 10 }, (_, i) => `x${i + 1}`);

export default defineDataset({
  id: 'rotating-hyperplane',
  label: 'Rotating hyperplane',
  about: 'Ten features in the unit cube and a plane through its middle that slowly turns.',
  task: 'binary',
  target: 'class',
  positive: 'positive',
  rows: 12000,
  columns: [
    ...featureNames.map((name) => ({ name, kind: 'number', role: 'feature' }) as const),
    { name: 'class', kind: 'category', role: 'target' },
  ],
  drift: 'Whatever you set: the features never change, only what they mean.',
  lesson: 'Drift that no look at the features can show. Only labels can.',
  leaks: [],
  source: 'Generated here after Hulten, Spencer and Domingos (2001).',
  citation:
    'Hulten, G., Spencer, L., Domingos, P. (2001). Mining time-changing data streams. KDD 2001, 97-106.',
  licence: { spdx: 'MIT', note: 'Part of this program.' },
  changes: [],
  content: {
    from: 'generator',
    params: {
      relevant: {
        type: 'integer',
        label: 'Relevant features',
        help: 'How many of the ten features the class depends on.',
        min: 2,
        max: 10,
        default: 10,
      },
      angle: {
        type: 'number',
        label: 'Angle',
        help: 'How far the plane has turned, in degrees.',
        min: -360,
        max: 360,
        default: 0,
      },
      noise: {
        type: 'number',
        label: 'Noise',
        help: 'Share of rows with the wrong class.',
        min: 0,
        max: 0.5,
        default: 0.05,
      },
    },
    make(rows, random, params, drift) {
      const at = driftingParams(params, drift);
      const points = random.stream('points');
      const flips = random.stream('flips');
      const columns = featureNames.map((name) => ({
        name,
        kind: 'number' as const,
        values: new Float64Array(rows),
      }));
      const codes = new Int32Array(rows);
      const relevant = Math.round(at('relevant', 0));
      const [from, towards] = orthonormalPair(random.stream('directions'), relevant);
      for (let row = 0; row < rows; row++) {
        const angle = (at('angle', row) * Math.PI) / 180;
        let side = 0;
        columns.forEach(({ values }, i) => {
          const x = points.uniform();
          values[row] = x;
          if (i < relevant) side += (Math.cos(angle) * from[i]! + Math.sin(angle) * towards[i]!) * (x - 0.5);
        });
        const flipped = flips.uniform() < at('noise', row);
        codes[row] = side >= 0 !== flipped ? 1 : 0;
      }
      return {
        rows,
        columns: [...columns, { name: 'class', kind: 'category', codes, levels: ['negative', 'positive'] }],
      };
    },
  },
});

/** Two random directions of length 1 at a right angle (Gram–Schmidt). */
function orthonormalPair(random: Random, length: number): [number[], number[]] {
  const unit = (vector: number[]): number[] => {
    const norm = Math.hypot(...vector);
    return vector.map((value) => value / norm);
  };
  const a = unit(Array.from({ length }, () => random.normal()));
  const b = Array.from({ length }, () => random.normal());
  const along = a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  return [a, unit(b.map((value, i) => value - along * a[i]!))];
}
