// Pictures of two models on the same rows, for the tests of the charts that draw them.

import { picturesOf, type PicturesInput } from '../../src/core/pictures/pictures-of.ts';
import type { BinaryPictures, RegressionPictures } from '../../src/core/pictures.ts';
import reference from '../fixtures/core/pictures.json' with { type: 'json' };

const spec = { threshold: 0.5, positiveClass: 1, calibrationBins: 10, calibration: 'width' } as const;

const rows: PicturesInput = {
  task: 'binary',
  classes: ['quiet', 'busy'],
  truth: Float64Array.from(reference.y),
  candidate: Float32Array.from(reference.pA),
  baseline: Float32Array.from(reference.pB),
  outputs: 1,
  times: null,
};

export const n = rows.truth.length;
export const binary = picturesOf(rows, spec);

/** Rows of one kind only. */
export const oneKind = picturesOf({ ...rows, truth: rows.truth.map(() => 0) }, spec);
export const empty = picturesOf(
  { ...rows, truth: new Float64Array(), candidate: new Float32Array(), baseline: new Float32Array() },
  spec,
);

/** The first model is off by 1 or −1 in turn, the second always 2 too high. */
const regression = picturesOf(
  {
    ...rows,
    task: 'regression',
    classes: [],
    truth: Float64Array.from({ length: 40 }, (_, i) => i),
    candidate: Float32Array.from({ length: 40 }, (_, i) => i + (i % 2 === 0 ? 1 : -1)),
    baseline: Float32Array.from({ length: 40 }, (_, i) => i + 2),
  },
  spec,
);

type Part<Whole, Key extends keyof Whole> = Whole[Key];

/** One part of the pictures of both models, as a chart takes it. */
export function bothBinary<Key extends keyof BinaryPictures>(
  part: Key,
  pictures = binary,
  label = 'v2',
): {
  candidate: { label: string; drawn: Part<BinaryPictures, Key> };
  baseline: { label: string; drawn: Part<BinaryPictures, Key> };
  n: number;
} {
  return {
    candidate: { label, drawn: pictures.candidate.binary![part] },
    baseline: { label: 'v1', drawn: pictures.baseline!.binary![part] },
    n: pictures.known,
  };
}

export function bothRegression<Key extends keyof RegressionPictures>(
  part: Key,
  label = 'v2',
): {
  candidate: { label: string; drawn: Part<RegressionPictures, Key> };
  baseline: { label: string; drawn: Part<RegressionPictures, Key> };
  n: number;
} {
  return {
    candidate: { label, drawn: regression.candidate.regression![part] },
    baseline: { label: 'v1', drawn: regression.baseline!.regression![part] },
    n: regression.known,
  };
}
