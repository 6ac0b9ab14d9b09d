import { defineDataset } from '../define.ts';
import { driftingParams } from '../generate.ts';
import type { Random } from '../random.ts';
import { featureCards, fixedNumber, madeHere, numberColumns, numbered } from '../streams/generating.ts';

// River's RandomRBF and RandomRBFDrift: centroids with a centre uniform in the unit cube, a class, a standard deviation and a weight,
// both uniform in [0, 1). A row: a centroid by weight, then from its centre in the direction u, uⱼ uniform in [−1, 1), over the
// distance N(0, 1) · standard deviation. Before each row the first k centroids move by speed · v (v of length 1, all its parts
// positive at first); a coordinate that leaves [0, 1] stops at the border and turns round.

const features = numbered(10);
const width = features.length;
const classNames = ['a', 'b', 'c', 'd', 'e'];

export default defineDataset({
  id: 'random-rbf',
  label: 'Random radial basis functions',
  about: 'Clouds of points in ten dimensions, each cloud of one class, that can wander. Which class is it?',
  task: 'multiclass',
  target: 'class',
  rows: 10000,
  columns: [...featureCards(features), { name: 'class', kind: 'category', role: 'target' }],
  drift:
    'How fast the clouds move and how many of them do can be moved. Features and classes drift together.',
  lesson: 'Drift that can be seen in the features, unlike that of SEA or of the hyperplane.',
  ...madeHere,
  source: 'Generated here as in River and MOA.',
  citation:
    'Bifet, A., Holmes, G., Kirkby, R., Pfahringer, B. (2010). MOA: Massive online analysis. Journal of Machine Learning Research 11, 1601-1604.',
  content: {
    from: 'generator',
    params: {
      centroids: {
        type: 'integer',
        label: 'Clouds',
        help: 'How many clouds there are, for the whole stream.',
        min: 1,
        max: 200,
        default: 50,
      },
      classes: {
        type: 'integer',
        label: 'Classes',
        help: 'How many classes the clouds belong to, for the whole stream.',
        min: 2,
        max: classNames.length,
        default: 2,
      },
      speed: {
        type: 'number',
        label: 'Speed',
        help: 'How far a cloud moves with every row. The cube has sides of length 1.',
        min: 0,
        max: 1,
        default: 0,
      },
      drifting: {
        type: 'integer',
        label: 'Moving clouds',
        help: 'How many of the clouds move; all when there are fewer.',
        min: 0,
        max: 200,
        default: 50,
      },
    },
    make(rows, random, params, drift) {
      const at = driftingParams(params, drift);
      const count = fixedNumber(params, drift, 'centroids');
      const classes = fixedNumber(params, drift, 'classes');
      const clouds = drawClouds(random.stream('model'), count, classes);
      const points = random.stream('points');
      const columns = numberColumns(features, rows);
      const codes = new Int32Array(rows);
      const direction = new Float64Array(width);
      for (let row = 0; row < rows; row++) {
        const speed = at('speed', row);
        if (speed > 0) move(clouds, Math.min(count, Math.round(at('drifting', row))), speed);
        const cloud = pick(clouds.weights, points.uniform());
        let square = 0;
        for (let j = 0; j < width; j++) {
          direction[j] = 2 * points.uniform() - 1;
          square += direction[j]! ** 2;
        }
        const scale = (points.normal() * clouds.spreads[cloud]!) / Math.sqrt(square);
        for (let j = 0; j < width; j++)
          columns[j]!.values[row] = clouds.centres[cloud * width + j]! + direction[j]! * scale;
        codes[row] = clouds.codes[cloud]!;
      }
      const levels = classNames.slice(0, classes);
      return { rows, columns: [...columns, { name: 'class', kind: 'category', codes, levels }] };
    },
  },
});

interface Clouds {
  /** Row-major, clouds × features. */
  readonly centres: Float64Array;
  readonly velocities: Float64Array;
  readonly codes: Int32Array;
  readonly spreads: Float64Array;
  readonly weights: Float64Array;
}

function drawClouds(random: Random, count: number, classes: number): Clouds {
  const centres = new Float64Array(count * width);
  const velocities = new Float64Array(count * width);
  const codes = new Int32Array(count);
  const spreads = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < width; j++) centres[i * width + j] = random.uniform();
    codes[i] = random.integer(classes);
    spreads[i] = random.uniform();
    weights[i] = random.uniform();
  }
  for (let i = 0; i < count; i++) {
    let square = 0;
    for (let j = 0; j < width; j++) {
      const part = random.uniform();
      velocities[i * width + j] = part;
      square += part * part;
    }
    for (let j = 0; j < width; j++) velocities[i * width + j]! /= Math.sqrt(square);
  }
  return { centres, velocities, codes, spreads, weights };
}

function move({ centres, velocities }: Clouds, count: number, speed: number): void {
  for (let k = 0; k < count * width; k++) {
    const place = centres[k]! + velocities[k]! * speed;
    centres[k] = Math.min(1, Math.max(0, place));
    if (place > 1 || place < 0) velocities[k]! *= -1;
  }
}

/** The index in whose stretch of the summed weights the share `u` of their sum falls. */
function pick(weights: Float64Array, u: number): number {
  let left = 0;
  for (const weight of weights) left += weight;
  left *= u;
  let index = 0;
  while (index < weights.length - 1 && weights[index]! <= left) left -= weights[index++]!;
  return index;
}
