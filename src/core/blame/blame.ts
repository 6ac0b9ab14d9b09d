// Why a model got worse: which feature changed, how much the model relies on it, and what would come back without the change.

import { permuted, withColumn } from '../altered-table.ts';
import { asJudged } from '../answering.ts';
import { fitCbpe, type Cbpe } from '../estimating/cbpe.ts';
import { binaryEstimates, type BinaryEstimate } from '../estimating/expected.ts';
import { metrics } from '../metrics/index.ts';
import { Random } from '../random.ts';
import type { ModelPackage } from '../records.ts';
import { scoreRows } from '../scoring.ts';
import { columnOf, type Table } from '../table.ts';
import { columnDrift, oddRows, type ColumnChange } from './column-change.ts';
import { undone } from './undo.ts';

export interface BlameQuestion {
  readonly model: ModelPackage;
  readonly metric: string;
  /** From which probability on a binary answer is yes. */
  readonly threshold: number;
  /** Rows with known answers that the windows are compared with, as a table of their own. */
  readonly reference: Table;
  readonly referenceTruth: Float64Array;
  /** Rows of the alert's windows. */
  readonly current: Table;
  /** NaN where it is not known yet. */
  readonly truth: Float64Array;
  readonly seed: number;
}

export interface FeatureBlame {
  readonly feature: string;
  /** 0 to 1; beyond what chance makes of so many rows. */
  readonly drift: number;
  /** How much worse the metric gets on the reference when this feature is shuffled; in its unit, 0 at least. */
  readonly importance: number;
  /** Share of drift × importance of all features; 0 when nothing changed that the model relies on. */
  readonly share: number;
  /** How much better the metric would be in these rows with the feature as it was; NaN where it can't be told. */
  readonly comesBack: { readonly known: number; readonly estimated: number };
  readonly change: ColumnChange;
  /** Places in `current` of rows that stand out by it. */
  readonly odd: Int32Array;
}

export interface Blame {
  readonly metric: string;
  readonly rows: number;
  /** Rows of these whose answers are known. */
  readonly labelled: number;
  readonly referenceRows: number;
  readonly performance: { readonly reference: number; readonly known: number; readonly estimated: number };
  /**
   * Most to blame first: those whose undoing brings a good part of the loss back, by how much that is; then by drift × importance.
   */
  readonly features: readonly FeatureBlame[];
}

/** Draws of each shuffle, so that chance hardly orders the features. */
const shuffles = 3;

const isEstimated = (metric: string): metric is BinaryEstimate =>
  binaryEstimates.some((known) => known === metric);

/** What a model's answers to some rows come to. */
class Scorer {
  readonly #question: BlameQuestion;
  readonly #cbpe: Cbpe | null;

  constructor(question: BlameQuestion) {
    this.#question = question;
    this.#cbpe = this.#fit();
  }

  #fit(): Cbpe | null {
    const { model, metric, reference, referenceTruth: truth, current, seed } = this.#question;
    if (model.task !== 'binary' || !isEstimated(metric)) return null;
    const scores = this.score(reference);
    // Where one class is missing there is nothing to learn probabilities from.
    if (new Set(truth).size < 2) return null;
    return fitCbpe({ truth, scores, answers: this.#answers(scores) }, Math.max(1, current.rows), seed);
  }

  #answers(scores: Float32Array): Float64Array {
    const { threshold } = this.#question;
    return Float64Array.from(scores, (score) => Number(score >= Math.fround(threshold)));
  }

  score(table: Table): Float32Array {
    const rows = Int32Array.from({ length: table.rows }, (_, i) => i);
    return scoreRows(this.#question.model, table, rows).scores;
  }

  /** On the rows whose answers are known; NaN without any. */
  known(scores: Float32Array, truth: Float64Array): number {
    const { metric: id, threshold } = this.#question;
    const places = Int32Array.from(truth.keys()).filter((row) => !Number.isNaN(truth[row]!));
    if (places.length === 0) return NaN;
    const outputs = scores.length / truth.length;
    const scored = {
      truth: Float64Array.from(places, (row) => truth[row]!),
      scores: Float32Array.from({ length: places.length * outputs }, (_, i) => {
        const at = Math.floor(i / outputs);
        return scores[places[at]! * outputs + (i - at * outputs)]!;
      }),
      outputs,
    };
    const metric = metrics.get(id);
    return metric.compute(asJudged(metric, scored, threshold));
  }

  estimated(scores: Float32Array): number {
    const { metric } = this.#question;
    if (!this.#cbpe || !isEstimated(metric)) return NaN;
    return this.#cbpe.estimate(scores, this.#answers(scores))[metric].value;
  }
}

/** What comes back by undoing it alone, by labels or else by estimate, in the unit of the metric; NaN: it can't be told. */
export const backOf = ({ comesBack }: Pick<FeatureBlame, 'comesBack'>): number =>
  Number.isNaN(comesBack.known) ? comesBack.estimated : comesBack.known;

/** Less than this part of what was lost is no reason to blame a feature before others. */
const goodPart = 0.25;

/**
 * How much undoing a feature helps; 0 where that is less than a good part of the loss, or no more than undoing features does
 * that have not changed, which is chance.
 */
function helpOf(features: readonly FeatureBlame[], loss: number): (feature: FeatureBlame) => number {
  const chance = features.reduce(
    (most, one) => (one.drift === 0 ? Math.max(most, Math.abs(backOf(one)) || 0) : most),
    0,
  );
  return (one) => {
    const back = backOf(one);
    return one.drift > 0 && loss > 0 && back > chance && back >= goodPart * loss ? back : 0;
  };
}

/**
 * Permutation importance (Breiman, Random forests, Machine Learning 45, 2001) on the reference, times drift; and each feature's
 * change undone alone. Where features hang together, undoing one can bring back too little: its values no longer go with
 * those of the others. Yields after each feature. Pure: the same question gives the same answer.
 */
export function* blame(
  question: BlameQuestion,
): Generator<{ readonly done: number; readonly total: number }, Blame> {
  const { model, metric, reference, referenceTruth, current, truth, seed } = question;
  const scorer = new Scorer(question);
  const sign = metrics.get(metric).better === 'higher' ? 1 : -1;
  const level = scorer.known(scorer.score(reference), referenceTruth);
  const scores = scorer.score(current);
  const now = { known: scorer.known(scores, truth), estimated: scorer.estimated(scores) };
  const random = new Random(seed);
  const allRows = Int32Array.from({ length: reference.rows }, (_, i) => i);
  const { features } = model.recipe;
  const labelled = truth.filter((value) => !Number.isNaN(value)).length;
  const found: Omit<FeatureBlame, 'share'>[] = [];
  for (const feature of features) {
    yield { done: found.length, total: features.length };
    const [was, is] = [columnOf(reference, feature), columnOf(current, feature)];
    const own = random.stream(feature);
    const losses = Array.from({ length: shuffles }, () => {
      const shuffled = withColumn(reference, permuted(was, allRows, own.permutation(reference.rows)));
      return sign * (level - scorer.known(scorer.score(shuffled), referenceTruth));
    });
    const importance = Math.max(0, losses.reduce((sum, loss) => sum + loss, 0) / shuffles || 0);
    const { beyondChance, change } = columnDrift(is, was);
    const restored = scorer.score(withColumn(current, undone(is, was, own)));
    found.push({
      feature,
      drift: beyondChance,
      importance,
      comesBack: {
        known: sign * (scorer.known(restored, truth) - now.known),
        estimated: sign * (scorer.estimated(restored) - now.estimated),
      },
      change,
      odd: oddRows(is, was, change),
    });
  }
  const total = found.reduce((sum, { drift, importance }) => sum + drift * importance, 0);
  const shareOf = ({ drift, importance }: Omit<FeatureBlame, 'share'>): number =>
    total > 0 ? (drift * importance) / total : 0;
  const ranked = found
    .map((one) => ({ ...one, share: shareOf(one) }))
    .sort((a, b) => b.share - a.share || b.drift - a.drift || b.importance - a.importance);
  const helps = helpOf(ranked, sign * (level - (labelled > 0 ? now.known : now.estimated)));
  return {
    metric,
    rows: current.rows,
    labelled,
    referenceRows: reference.rows,
    performance: { reference: level, ...now },
    features: ranked.toSorted((a, b) => helps(b) - helps(a)),
  };
}
