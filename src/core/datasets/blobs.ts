import { defineDataset } from '../define.ts';
import { driftingParams } from '../generate.ts';
import type { Random } from '../random.ts';
import { featureCards, madeHere, numberColumns, numbered } from '../streams/generating.ts';

// scikit-learn's make_blobs: a centre per class, and every point its centre + spread · N(0, 1) in both coordinates. Centres drawn by
// lot: as there, uniform in [−10, 10)². Centres in a ring: on a circle of radius 5, the first at the top. The first blob is moved by
// `shift` along x₁ and is `weight` times as frequent as each of the others.

const features = numbered(2);
const names = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Every third of the circle first, so that three classes stand evenly and none moves when another is added. */
const ring = Float64Array.from(
  [0, 2, 4, 1, 3, 5].flatMap((sixth) => {
    const angle = Math.PI / 2 + (sixth * Math.PI) / 3;
    return [5 * Math.cos(angle), 5 * Math.sin(angle)];
  }),
);

export default defineDataset({
  id: 'blobs',
  label: 'Blobs',
  about: 'Round heaps of points in a plane, one for each class. Which heap does a point belong to?',
  task: 'multiclass',
  target: 'class',
  rows: 2000,
  columns: [...featureCards(features), { name: 'class', kind: 'category', role: 'target' }],
  drift:
    'One blob can wander or become more frequent, all can spread, and classes can come up that were not there before.',
  lesson: 'The simplest case of several classes, and of a class that no one had seen in training.',
  ...madeHere,
  source: 'Generated here as in scikit-learn’s make_blobs.',
  citation:
    'Pedregosa, F. et al. (2011). Scikit-learn: Machine learning in Python. Journal of Machine Learning Research 12, 2825-2830.',
  content: {
    from: 'generator',
    params: {
      centres: {
        type: 'choice',
        label: 'Centres',
        help: 'Where the blobs lie.',
        options: [
          { value: 'ring', label: 'In a ring' },
          { value: 'drawn', label: 'Drawn by lot' },
        ],
        default: 'ring',
      },
      classes: {
        type: 'integer',
        label: 'Classes',
        help: 'How many blobs there are. When it grows, a new class comes up.',
        min: 2,
        max: names.length,
        default: 3,
      },
      spread: {
        type: 'number',
        label: 'Spread',
        help: 'Standard deviation of the points about their centre. The ring has radius 5.',
        min: 0,
        max: 10,
        default: 1.5,
      },
      shift: {
        type: 'number',
        label: 'Shift of the first blob',
        help: 'How far the first blob is moved along x1.',
        min: -20,
        max: 20,
        default: 0,
      },
      weight: {
        type: 'number',
        label: 'Weight of the first blob',
        help: 'How many points the first blob has for each point of any other one.',
        min: 0,
        max: 100,
        default: 1,
      },
    },
    make(rows, random, params, drift) {
      const at = driftingParams(params, drift);
      const classes = random.stream('classes');
      const points = random.stream('points');
      const columns = numberColumns(features, rows);
      const codes = new Int32Array(rows);
      const centres = params['centres'] === 'drawn' ? drawnCentres(random.stream('centres')) : ring;
      for (let row = 0; row < rows; row++) {
        const code = classAt(classes.uniform(), Math.round(at('classes', row)), at('weight', row));
        const spread = at('spread', row);
        const moved = code === 0 ? at('shift', row) : 0;
        columns[0]!.values[row] = centres[2 * code]! + moved + spread * points.normal();
        columns[1]!.values[row] = centres[2 * code + 1]! + spread * points.normal();
        codes[row] = code;
      }
      // The level of a class that never comes up is left out.
      const levels = names.slice(0, 1 + codes.reduce((high, code) => Math.max(high, code), 0));
      return { rows, columns: [...columns, { name: 'class', kind: 'category', codes, levels }] };
    },
  },
});

/** All of them are drawn, so that the first ones do not depend on how many are used. */
const drawnCentres = (random: Random): Float64Array =>
  Float64Array.from({ length: 2 * names.length }, () => 20 * random.uniform() - 10);

/** The class at `u`, uniform in [0, 1), where class 0 counts `weight` times as much as each of the others. */
function classAt(u: number, count: number, weight: number): number {
  const place = u * (weight + count - 1);
  return place < weight ? 0 : Math.min(count - 1, 1 + Math.floor(place - weight));
}
