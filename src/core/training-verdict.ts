// What the losses of a training say: the one judgement that the live view, the chart's title and their words share.
//
// The rules, the first that applies:
//   not-finite  a loss of the kept epoch is no number (of the rows kept aside: only where they had one before).
//   jumping     both losses go up and down: the mean rise from one epoch to the next is at least a tenth of their level, and so is
//               the mean fall, and every fifth epoch at least it turns. The rate is too large; a gap between two such curves says nothing.
//   guessing    the training loss is above that of giving every class the same score.
//   unlearnt    the training loss is more than a tenth above that of the first epoch.
//   worsening   both losses have been rising since the best epoch: this is no learning by heart, for that lowers the training loss.
//   unjudged    no rows were kept aside.
//   rising      the loss on rows kept aside rises since its lowest, the training loss does not: learning by heart. Where both are
//               not far apart, spikes are said instead.
//   spikes      the loss on rows kept aside leaps, at least twice, to three times of what it was in the epochs before.
//   large, moderate, below, small: how far both lie apart. `noisy`: the loss on rows kept aside alone goes up and down, so that one
//               epoch says little; the distance is then that of the medians of the last epochs, and is said only where it is large.
// "Level" is the median, at least a fifth of the first loss: near 0 every flicker would look large beside it. Jumping and spikes
// are looked for in the latter half of the epochs. Where earlier weights were put back, all but those two is about them.

import type { EpochRecord } from './records.ts';
import type { LayerLook } from './training-report.ts';
import { isRising, median } from './trend.ts';

export type TrainingFinding =
  | { readonly kind: 'not-finite'; readonly epoch: number }
  | { readonly kind: 'jumping'; readonly low: number; readonly high: number }
  | { readonly kind: 'guessing'; readonly guessing: number }
  | { readonly kind: 'unlearnt'; readonly first: number }
  | { readonly kind: 'worsening' | 'rising'; readonly since: number }
  | { readonly kind: 'spikes'; readonly times: number; readonly high: number; readonly usual: number }
  | { readonly kind: 'noisy'; readonly low: number; readonly high: number }
  | { readonly kind: 'unjudged' | 'large' | 'moderate' | 'below' | 'small' };

export interface TrainingVerdict {
  readonly finding: TrainingFinding;
  /** The epoch whose weights the model has. */
  readonly kept: EpochRecord;
  /** Whether they were put back, epochs having passed since. */
  readonly isPutBack: boolean;
  /** Loss kept aside minus loss on training rows, of that epoch; NaN without rows kept aside. */
  readonly gap: number;
  /** The layer of which most units are dead, where at least half are; null where none is, or nobody looked. */
  readonly dead: { readonly layer: string; readonly dead: number; readonly units: number } | null;
  readonly tone: 'plain' | 'good' | 'alarm';
}

export interface TrainingEvidence {
  readonly history: readonly EpochRecord[];
  /** Epoch whose weights were put back; null: those of the last are kept. */
  readonly restored?: number | null;
  /** Loss of giving every class the same score (ln of their number); null where the loss is of another kind. */
  readonly guessing?: number | null;
  /** The newest look at the layers. */
  readonly layers?: readonly Pick<LayerLook, 'name' | 'deadUnits' | 'units'>[];
}

/** Epochs that are looked at for jumping and spikes. */
const fewestEpochs = 6;
const mostEpochs = 500;
const jumpShare = 0.1;
const turnShare = 0.2;
const spikeTimes = 3;
const epochsBefore = 5;
/** Share of the training loss from which on a gap is more than noise, and from which on it is large. */
const moderateShare = 0.15;
const largeShare = 0.6;

/** Null before the first epoch has ended. */
export function judgeTraining(evidence: TrainingEvidence): TrainingVerdict | null {
  const { history, restored = null, layers = [] } = evidence;
  const last = history.at(-1);
  if (!last) return null;
  const kept = history.find(({ epoch }) => epoch === restored) ?? last;
  const isPutBack = kept !== last;
  const finding = findingOf(evidence, kept, isPutBack);
  // A look is of the newest weights, so it says nothing about earlier ones.
  const dead = isPutBack ? null : mostDead(layers);
  const tone = dead ? 'alarm' : toneOf(finding);
  return { finding, kept, isPutBack, gap: kept.validationLoss - kept.loss, dead, tone };
}

function findingOf(
  { history, guessing = null }: TrainingEvidence,
  kept: EpochRecord,
  isPutBack: boolean,
): TrainingFinding {
  const first = history[0]!;
  const validated = history.some(({ validationLoss }) => !Number.isNaN(validationLoss));
  if (!Number.isFinite(kept.loss) || (validated && !Number.isFinite(kept.validationLoss)))
    return { kind: 'not-finite', epoch: kept.epoch };
  const recent = history.slice(-Math.min(mostEpochs, Math.max(fewestEpochs, Math.ceil(history.length / 2))));
  const train = courseOf(
    recent.map(({ loss }) => loss),
    first.loss,
  );
  const aside = courseOf(
    recent.map(({ validationLoss }) => validationLoss),
    first.validationLoss,
  );
  if (train.jumps && (aside.jumps || !validated))
    return {
      kind: 'jumping',
      low: Math.min(train.low, validated ? aside.low : Infinity),
      high: Math.max(train.high, validated ? aside.high : -Infinity),
    };
  // Judged by the training loss: of rows learnt by heart it is low, however bad the answers for others are.
  if (guessing !== null && kept !== first && kept.loss > 1.05 * guessing)
    return { kind: 'guessing', guessing };
  if (kept.loss > first.loss + jumpShare * Math.abs(first.loss))
    return { kind: 'unlearnt', first: first.loss };
  const since = isPutBack ? null : risingSince(history, validated);
  if (since?.both) return { kind: 'worsening', since: since.epoch };
  if (!validated) return { kind: 'unjudged' };
  const apart = distance(history, kept, aside);
  if (since && apart.kind === 'large') return { kind: 'rising', since: since.epoch };
  if (aside.spikes > 1) return { kind: 'spikes', times: aside.spikes, high: aside.high, usual: aside.median };
  return since ? { kind: 'rising', since: since.epoch } : apart;
}

interface Course {
  readonly jumps: boolean;
  readonly spikes: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** How a loss went over these epochs; values that are no numbers are left out. */
function courseOf(all: readonly number[], first: number): Course {
  const values = all.filter(Number.isFinite);
  const middle = values.length > 0 ? median(values) : NaN;
  const level = Math.max(
    Math.abs(middle),
    Number.isFinite(first) ? Math.abs(first) / 5 : 0,
    Number.MIN_VALUE,
  );
  let [rises, falls, turns, spikes, low, high] = [0, 0, 0, 0, Infinity, -Infinity];
  values.forEach((value, at) => {
    [low, high] = [Math.min(low, value), Math.max(high, value)];
    if (at === 0) return;
    const change = value - values[at - 1]!;
    if (change > 0) rises += change;
    else falls -= change;
    if (at > 1 && change * (values[at - 1]! - values[at - 2]!) < 0) turns++;
    if (at < epochsBefore) return;
    const before = median(values.slice(at - epochsBefore, at));
    if (value > spikeTimes * Math.abs(before) && value - before > level) spikes++;
  });
  const least = jumpShare * level * (values.length - 1);
  // Down once and up once is a valley.
  const turning = turns >= Math.max(2, turnShare * (values.length - 2));
  const jumps = values.length >= fewestEpochs && turning && rises >= least && falls >= least;
  return { jumps, spikes, median: middle, low, high };
}

/** Since when the loss on rows kept aside (without them: the training loss) rises; and whether the training loss does as well. */
function risingSince(
  history: readonly EpochRecord[],
  validated: boolean,
): { readonly epoch: number; readonly both: boolean } | null {
  const of = (record: EpochRecord) => (validated ? record.validationLoss : record.loss);
  const best = history.reduce((least, one) => (of(one) < of(least) ? one : least));
  const later = history.slice(history.indexOf(best));
  if (!(of(later.at(-1)!) > of(best) + 0.02 * Math.abs(of(best)))) return null;
  // A curve that goes to and fro is higher than its lowest point nearly everywhere, and does not rise for that.
  if (!isRising(later.map(of).filter(Number.isFinite), 0.01)) return null;
  return { epoch: best.epoch, both: isRising(later.map(({ loss }) => loss).filter(Number.isFinite), 0.01) };
}

function distance(history: readonly EpochRecord[], kept: EpochRecord, aside: Course): TrainingFinding {
  const near = aside.jumps && kept === history.at(-1) ? history.slice(-epochsBefore) : [kept];
  const train = median(near.map(({ loss }) => loss).filter(Number.isFinite));
  const gap = median(near.map(({ validationLoss }) => validationLoss).filter(Number.isFinite)) - train;
  // A loss near 0 makes any gap look large beside it: it is measured against where the training began.
  const begun = Math.abs(history[0]!.loss) / 20;
  const scale = Math.max(Math.abs(train), Number.isFinite(begun) ? begun : 0, Number.MIN_VALUE);
  if (gap >= largeShare * scale) return { kind: 'large' };
  if (aside.jumps) return { kind: 'noisy', low: aside.low, high: aside.high };
  if (gap < -moderateShare * scale) return { kind: 'below' };
  return { kind: gap < moderateShare * scale ? 'small' : 'moderate' };
}

function mostDead(layers: NonNullable<TrainingEvidence['layers']>): TrainingVerdict['dead'] {
  const dead = layers
    .filter(({ deadUnits, units }) => units > 1 && deadUnits >= units / 2)
    .toSorted((a, b) => b.deadUnits / b.units - a.deadUnits / a.units)[0];
  return dead ? { layer: dead.name, dead: dead.deadUnits, units: dead.units } : null;
}

function toneOf({ kind }: TrainingFinding): TrainingVerdict['tone'] {
  if (kind === 'small') return 'good';
  return kind === 'unjudged' || kind === 'moderate' || kind === 'below' || kind === 'noisy'
    ? 'plain'
    : 'alarm';
}
