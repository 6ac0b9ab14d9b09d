import type { CategorySample, NumberSample, Sample } from '../drift-sample.ts';
import { isCategorySample } from '../drift-sample.ts';
import { allowFor, type Dependence } from '../monitoring/dependence.ts';
import { featureDependence } from '../monitoring/feature-dependence.ts';
import { bareFigure, figureKey, type PutFigure } from '../monitoring/figure.ts';
import { defineMonitor, type WindowView } from '../monitoring/monitor.ts';
import { stretchesOf } from '../monitoring/stretches.ts';
import { wilsonInterval } from '../proportion.ts';
import { levelsAgainst } from '../quality/category-checks.ts';
import { duplicatesAgainst, type Duplicates } from '../quality/duplicates.ts';
import { hypergeometricTail, outsideRangeTail, shareOfChance } from '../quality/exact-tails.ts';
import { fractionsAgainst, outsideAgainst, unitAgainst } from '../quality/number-checks.ts';
import { hashRows } from '../quality/row-hash.ts';
import { allDiffer, mayRepeat } from '../quality/row-repeats.ts';
import { stillAgainst } from '../quality/standing-still.ts';

/** What chance alone would bring about less often than this counts as a fault. */
const faultChance = 1e-3;

/** Asked for in every window, and most windows have as many rows. */
function remembered(of: (rows: number) => number): (rows: number) => number {
  let rows = -1;
  let kept = NaN;
  return (asked) => {
    if (asked !== rows) [rows, kept] = [asked, of(asked)];
    return kept;
  };
}

const key = (name: string, of?: string): string => figureKey('quality', name, of);

function putShare(put: PutFigure, name: string, count: number, n: number, pValue: number, threshold: number) {
  const { low, high } = wilsonInterval(count, n);
  put(name, bareFigure(n > 0 ? count / n : NaN, n, { low, high, pValue, threshold }));
}

type Look<S> = (sample: S, put: PutFigure) => void;

function missingLook(reference: Sample, feature: string): Look<Sample> {
  const { rows: n, missing } = reference;
  const chance = (count: number, m: number): number => hypergeometricTail(count, n + m, missing + count, m);
  const threshold = remembered((m) => shareOfChance(m, faultChance, (count) => chance(count, m)));
  const name = key('missing', feature);
  return ({ rows, missing: count }, put) =>
    putShare(put, name, count, rows, n > 0 ? chance(count, rows) : NaN, threshold(rows));
}

function stillLook(reference: WindowView, windowRows: number, feature: string) {
  const still = stillAgainst(reference, windowRows, feature);
  const name = key('constant', feature);
  return (window: WindowView, put: PutFigure): void => {
    const { count, n, pValue } = still(window);
    putShare(put, name, count, n, pValue, still.bound);
  };
}

function numberLook(
  reference: NumberSample,
  feature: string,
  rows: Dependence,
  stretches: readonly Sample[],
): Look<NumberSample> {
  const n = reference.sorted.length;
  const outside = outsideAgainst(reference);
  const outsideFrom = remembered((m) =>
    shareOfChance(m, faultChance, (count) => allowFor(rows, outsideRangeTail(count, n, m))),
  );
  const fractions = fractionsAgainst(reference);
  const fractionsFrom = remembered((m) =>
    shareOfChance(m, faultChance, (count) => hypergeometricTail(count, n + m, count, m)),
  );
  const unit = unitAgainst(
    reference,
    stretches.filter((stretch) => !isCategorySample(stretch)),
  );
  const [range, kind, unitName] = ['range', 'kind', 'unit'].map((name) => key(name, feature));
  return (sample, put) => {
    const m = sample.sorted.length;
    const beyond = outside(sample);
    putShare(put, range!, beyond.count, m, n > 0 ? allowFor(rows, beyond.pValue) : NaN, outsideFrom(m));
    if (fractions) {
      const { count, pValue } = fractions(sample);
      putShare(put, kind!, count, m, pValue, fractionsFrom(m));
    }
    if (unit) {
      const { factor, pValue } = unit(sample);
      put(unitName!, bareFigure(pValue <= faultChance ? factor : 1, m, { pValue }));
    }
  };
}

function categoryLook(reference: CategorySample, feature: string, rows: Dependence): Look<CategorySample> {
  const levels = levelsAgainst(reference);
  const n = reference.rows - reference.missing;
  const freshFrom = remembered((m) =>
    shareOfChance(m, faultChance, (count) => hypergeometricTail(count, n + m, count, m)),
  );
  const vanishedFrom = remembered((m) =>
    shareOfChance(n, faultChance, (count) => hypergeometricTail(count, n + m, count, n)),
  );
  const [newName, goneName] = ['new-category', 'vanished'].map((name) => key(name, feature));
  return (sample, put) => {
    const m = sample.rows - sample.missing;
    const { fresh, vanished } = levels(sample);
    putShare(put, newName!, fresh.rows, m, n > 0 ? allowFor(rows, fresh.pValue) : NaN, freshFrom(m));
    // Of the reference's rows, those whose category the window lacks. What it is counted on is the window.
    put(
      goneName!,
      bareFigure(vanished.rows / n, m, {
        pValue: n > 0 && m > 0 ? vanished.pValue : NaN,
        threshold: vanishedFrom(m),
      }),
    );
  };
}

export default defineMonitor({
  id: 'quality',
  label: 'Data quality',
  about:
    'Gaps, values out of the range of the reference, categories that are new or gone, columns that stand still, numbers that changed their kind or unit, and rows that come twice. The chances are exact counts, with allowance for rows that resemble those before them.',
  needs: 'rows',
  independentRows: true,
  begin({ features, reference, target, windowRows }) {
    const looks = features.map((feature) => {
      const before = reference.sample(feature);
      const missing = missingLook(before, feature);
      // Nothing in the reference lies out of its own range: that comes as often in a row as the values themselves do.
      const rows = featureDependence(reference, windowRows, feature);
      const numbers = isCategorySample(before)
        ? null
        : numberLook(
            before,
            feature,
            rows,
            rows.effect > 1
              ? stretchesOf(reference, windowRows).map((stretch) => stretch.sample(feature))
              : [],
          );
      const categories = isCategorySample(before) ? categoryLook(before, feature, rows) : null;
      const still = stillLook(reference, windowRows, feature);
      return (window: WindowView, put: PutFigure): void => {
        const now = window.sample(feature);
        missing(now, put);
        still(window, put);
        if (isCategorySample(now)) categories?.(now, put);
        else numbers?.(now, put);
      };
    });
    // Of whole rows, but for the answer: it may not be known yet.
    const columnsOf = ({ columns }: { readonly columns: typeof reference.table.columns }) =>
      columns.filter(({ name }) => name !== target);
    const hashesOf = ({ table, places }: WindowView) => hashRows(columnsOf(table), places);
    let against: ReturnType<typeof duplicatesAgainst> | null = null;
    const duplicates = (window: WindowView): Duplicates => {
      const differ = features.some((feature) => allDiffer(window.sample(feature)));
      if (differ || !mayRepeat(columnsOf(window.table), window.places)) return { repeats: 0, pValue: 1 };
      against ??= duplicatesAgainst(hashesOf(reference));
      return against(hashesOf(window));
    };
    const duplicatesKey = key('duplicates');
    return (window, put) => {
      for (const look of looks) look(window, put);
      const { repeats, pValue } = duplicates(window);
      putShare(put, duplicatesKey, repeats, window.rows, pValue, NaN);
    };
  },
});
