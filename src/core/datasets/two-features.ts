import { defineDataset } from '../define.ts';
import { driftingParams } from '../generate.ts';

// Two standard normal features; the side of a straight line says the class.
//   s = x₁ · cos(angle) + x₂ · sin(angle) − offset;   P(above) = noise / 2 + (1 − noise) / (1 + exp(−sharpness · s))
// Moving angle or offset moves the line (the rule changes), moving shift moves the points and not the rule.

export default defineDataset({
  id: 'two-features',
  label: 'Two features in the plane',
  about: 'Points in a plane with a straight line between two classes. On which side does a point lie?',
  task: 'binary',
  target: 'class',
  positive: 'above',
  rows: 6000,
  columns: [
    { name: 'x1', kind: 'number', role: 'feature' },
    { name: 'x2', kind: 'number', role: 'feature' },
    { name: 'class', kind: 'category', role: 'target' },
  ],
  drift: 'Whatever you set: the line can turn and move, and so can the points.',
  lesson: 'Everything can be seen: where the points are, where the line was learnt, and where it is now.',
  leaks: [],
  source: 'Generated here.',
  licence: { spdx: 'MIT', note: 'Part of this program.' },
  changes: [],
  content: {
    from: 'generator',
    params: {
      angle: {
        type: 'number',
        label: 'Angle',
        help: 'Direction of the normal of the line, in degrees.',
        min: -360,
        max: 360,
        default: 45,
      },
      offset: {
        type: 'number',
        label: 'Offset',
        help: 'Distance of the line from the middle, in standard deviations.',
        min: -3,
        max: 3,
        default: 0,
      },
      sharpness: {
        type: 'number',
        label: 'Sharpness',
        help: 'How quickly one class gives way to the other across the line.',
        min: 0.5,
        max: 50,
        scale: 'log',
        default: 6,
      },
      noise: {
        type: 'number',
        label: 'Noise',
        help: 'Share of points whose class is drawn by lot.',
        min: 0,
        max: 1,
        default: 0.05,
      },
      shift: {
        type: 'number',
        label: 'Shift of the points',
        help: 'How far all points are moved along x1, in standard deviations.',
        min: -3,
        max: 3,
        default: 0,
      },
    },
    make(rows, random, params, drift) {
      const at = driftingParams(params, drift);
      const points = random.stream('points');
      const lots = random.stream('lots');
      const x1 = new Float64Array(rows);
      const x2 = new Float64Array(rows);
      const codes = new Int32Array(rows);
      for (let row = 0; row < rows; row++) {
        const angle = (at('angle', row) * Math.PI) / 180;
        const noise = at('noise', row);
        x1[row] = points.normal() + at('shift', row);
        x2[row] = points.normal();
        const side = x1[row]! * Math.cos(angle) + x2[row]! * Math.sin(angle) - at('offset', row);
        const above = noise / 2 + (1 - noise) / (1 + Math.exp(-at('sharpness', row) * side));
        codes[row] = lots.uniform() < above ? 0 : 1;
      }
      return {
        rows,
        columns: [
          { name: 'x1', kind: 'number', values: x1 },
          { name: 'x2', kind: 'number', values: x2 },
          { name: 'class', kind: 'category', codes, levels: ['above', 'below'] },
        ],
      };
    },
  },
});
