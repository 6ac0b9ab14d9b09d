// A trial as the deploy room shows it: what is typed into its plan, its course as a picture, and what the guard waits for.

import type { CoursePoint } from '../../../core/trials/evidence.ts';
import type { GuardLook } from '../../../core/trials/guard.ts';
import type { TrialPlan } from '../../../core/trial.ts';
import type { RunningTrial } from '../../../core/trials/history.ts';
import { amountText, boundText, percent, type TrialWords } from '../../../core/trials/words.ts';
import type { DrawnCurve } from '../../../ui/lines-paint.ts';
import { count, plural } from '../../../ui/format.ts';
import { trialText } from '../../text/deploy-now.ts';

/** "10, 25, 50" → [0.1, 0.25, 0.5]; null where a part is no number. */
export function sharesFrom(text: string): number[] | null {
  const parts = text
    .replaceAll('%', ' ')
    .split(/[,;\s]+/)
    .filter((part) => part !== '');
  const shares = parts.map((part) => Number(part) / 100);
  return shares.every((share) => Number.isFinite(share)) ? shares : null;
}

export const sharesText = (shares: readonly number[]): string =>
  shares.map((share) => String(Number((share * 100).toFixed(2)))).join(', ');

/** How many windows bring so many rows of a share. */
export const windowsFor = (rows: number, share: number, windowRows: number): number =>
  Math.ceil(rows / (share * windowRows));

const minus = (text: string): string => text.replace('-', '−');

export function gainText(value: number, { measure, targetUnit }: TrialWords): string {
  return minus(amountText(measure, value, targetUnit));
}

/** Curves of the gain with its bounds; shares in rows of a hundred. */
export function courseCurves(
  course: readonly CoursePoint[],
  margin: number,
  { measure }: TrialWords,
): DrawnCurve[] {
  const factor = measure.unit === 'share' ? 100 : 1;
  const sign = measure.better === 'higher' ? factor : -factor;
  const x = course.map(({ index }) => index + 1);
  const curve = (name: string, tone: DrawnCurve['tone'], dash: DrawnCurve['dash'], y: number[]) => ({
    name,
    tone,
    dash,
    x,
    y,
  });
  const lows = course.map(({ low, high }) => (sign > 0 ? low : high) * sign);
  const highs = course.map(({ low, high }) => (sign > 0 ? high : low) * sign);
  return [
    curve(
      trialText.gain,
      'challenger',
      'solid',
      course.map(({ mean }) => mean * sign),
    ),
    curve(trialText.low, 'challenger', 'dot', lows),
    curve(trialText.high, 'challenger', 'dash', highs),
    curve(
      '0',
      'reference',
      'solid',
      x.map(() => 0),
    ),
    ...(margin > 0
      ? [
          curve(
            trialText.margin,
            'alarm',
            'dash',
            x.map(() => -margin * factor),
          ),
        ]
      : []),
  ];
}

export function courseWords(look: GuardLook, words: TrialWords): string {
  if (look.windows === 0) return trialText.noPicture;
  const say = (value: number) => gainText(value, words);
  return trialText.onePicture(
    words.challenger,
    say(look.gain.low),
    say(look.gain.mean),
    say(look.gain.high),
    plural(look.windows, 'window'),
  );
}

/** Why nothing happens yet, sentence by sentence. */
export function waitsFor({ plan }: RunningTrial, look: GuardLook, words: TrialWords): string[] {
  if (look.windows === 0) return [trialText.waits.labels];
  const margin = gainText(plan.margin, words);
  const rule =
    plan.kind === 'canary'
      ? trialText.waits.canary(margin)
      : plan.margin > 0
        ? trialText.waits.better(margin)
        : trialText.waits.betterZero;
  return [
    ...(look.stepRows < plan.rowsPerStep
      ? [trialText.waits.rows(count(look.stepRows), count(plan.rowsPerStep))]
      : []),
    rule,
    trialText.waits.windows(count(look.windows), count(plan.maxWindows)),
  ];
}

/** What the bounds hold for. */
export function restsOn(plan: TrialPlan, { measure, targetUnit }: TrialWords): string {
  if (plan.bound === undefined) return trialText.noBound;
  const held = plan.kind === 'shadow' ? trialText.assumesShadow : trialText.assumes;
  const most = boundText(measure, plan, targetUnit);
  return most ? `${held} ${most} ${trialText.beyond}` : held;
}

export const shareText = ({ plan, share }: RunningTrial): string =>
  plan.kind === 'shadow' ? trialText.shadowShare : percent(share);
