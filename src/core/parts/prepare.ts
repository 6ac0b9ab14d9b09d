// A figure's part of some rows, looked at once and read for any weights.

import type { SharedParts } from '../shared-parts.ts';
import { knownRows, type Rows, type Weights } from './known-rows.ts';
import { confusionOf, prepareMatrix, classesOf } from './matrix.ts';
import { preparePairs } from './pairs.ts';
import { pivotOf } from './pivot.ts';
import { prepareRanking, prepareTop } from './ranking.ts';
import { prepareSorted } from './sorted.ts';
import { prepareGrouped, prepareSums } from './sums.ts';

/** @param threshold from which score on a binary answer is positive. @returns the figure for any weights of these rows. */
export function prepare(shared: SharedParts, rows: Rows, threshold = 0.5): (weights: Weights) => number {
  switch (shared.of) {
    case 'confusion': {
      const matrix = prepareMatrix(rows, threshold);
      return (weights) => shared.read(confusionOf(matrix(weights)));
    }
    case 'matrix': {
      const matrix = prepareMatrix(rows, threshold);
      return (weights) => shared.read(matrix(weights), classesOf(rows));
    }
    case 'sums': {
      const sums = prepareSums(shared.terms, rows, pivotOf(rows.truth));
      const count = knownRows(rows.truth).length;
      return (weights) => {
        const found = sums(weights);
        return shared.read(found.sums, found.weight, count);
      };
    }
    case 'grouped': {
      const { groups, group, terms } = shared;
      const grouped = prepareGrouped(groups, group, terms, rows, pivotOf(rows.truth));
      return (weights) => {
        const found = grouped(weights);
        return shared.read(found.sums, found.weights);
      };
    }
    case 'sorted': {
      const sorted = prepareSorted(shared.by, shared.terms, rows, pivotOf(rows.truth));
      const count = knownRows(rows.truth).length;
      return (weights) => {
        const found = sorted(weights);
        return shared.read(found.sorted, found.sums, count);
      };
    }
    case 'ranking': {
      const ranking = prepareRanking(rows);
      return (weights) => shared.read(ranking(weights));
    }
    case 'top': {
      const top = prepareTop(rows, shared.share);
      return (weights) => shared.read(top(weights));
    }
    case 'pairs': {
      const pairs = preparePairs(rows);
      return (weights) => {
        const found = pairs(weights);
        return shared.read(found.pairs, found.weights);
      };
    }
  }
}
