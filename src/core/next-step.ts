// The one pure function that knows what to do next. It drives the hint, the highlighted control and the narration.

import type { GateResult } from './gate.ts';
import { sayAbout } from './gate-check/say.ts';
import { countText } from './wording.ts';

export type StepId =
  | 'wait-first'
  | 'train-first'
  | 'repair'
  | 'watch'
  | 'play'
  | 'retrain'
  | 'wait-training'
  | 'watch-trial'
  | 'compare'
  | 'ask-again'
  | 'promote'
  | 'keep'
  | 'without-you'
  | 'another';

export type RoomId = 'home' | 'data' | 'train' | 'evaluate' | 'deploy' | 'monitor' | 'runs' | 'engine';

export interface Situation {
  readonly champion: number | null;
  /** There is a champion, but its record can't be read. */
  readonly damaged: boolean;
  /** The first training broke off, so there is no model yet. */
  readonly firstFailed: boolean;
  readonly training: boolean;
  /** A trained version that waits for a decision. */
  readonly challenger: {
    readonly number: number;
    /** Why it has to be evaluated first, in words; null: what is known of it holds, or there is no row to judge it on. */
    readonly asks: string | null;
    /** What its gate says; null where it could not be held against the champion, or was not yet. */
    readonly verdict: GateResult['verdict'] | null;
    /** Words of the first test that it failed; null: it passed them all. */
    readonly failedTest: string | null;
    /** About how many further labels its gate needs; null where none are missing or that can't be said. */
    readonly moreLabels: number | null;
    /** Labels that have come since it was evaluated. */
    readonly newLabels: number;
    /** Labels beyond those it was evaluated on that this stream can give at all. */
    readonly labelsAhead: number;
    readonly seen: boolean;
  } | null;
  /** A version on trial, and how its trial stands in words. */
  readonly trial: { readonly number: number; readonly state: string } | null;
  readonly alarm: boolean;
  readonly playing: boolean;
  readonly ended: boolean;
  readonly versions: number;
  /** Labelled windows since the champion came in. */
  readonly windowsOfChampion: number;
  readonly withoutYouShown: boolean;
}

export interface NextStep {
  readonly id: StepId;
  /** Station of the loop where it is done. */
  readonly room: RoomId;
  readonly label: string;
  readonly why: string;
  /** False while there is nothing to press: the step is to wait or to watch. */
  readonly pressable: boolean;
}

/** Windows after a promotion before "without you" has something to show. */
const enoughWindows = 4;

export function nextStep(now: Situation): NextStep {
  const step = (id: StepId, room: RoomId, label: string, why: string, pressable = true): NextStep => ({
    id,
    room,
    label,
    why,
    pressable,
  });
  if (now.damaged)
    return step(
      'repair',
      'deploy',
      'Choose another version',
      'The version in production is damaged and can’t be read.',
    );
  if (now.champion === null && now.firstFailed && !now.training)
    return step(
      'train-first',
      'train',
      'Train the first model',
      'The first training broke off; nothing is live yet.',
    );
  if (now.champion === null)
    return step(
      'wait-first',
      'train',
      'Training the first model',
      'It goes live as soon as it has learnt.',
      false,
    );
  if (now.training)
    return step(
      'wait-training',
      'train',
      'Training a challenger',
      'The champion goes on answering meanwhile.',
      false,
    );
  // Whoever began a trial has decided to let it show: it is watched until its guard or a person ends it.
  if (now.trial) return step('watch-trial', 'deploy', trialLabel(now.trial.number, now), now.trial.state);
  if (now.challenger) {
    const { number, asks, verdict, failedTest, moreLabels, newLabels, seen } = now.challenger;
    if (asks !== null) return step('ask-again', 'evaluate', `Evaluate v${number} first`, asks);
    if (!seen)
      return step(
        'compare',
        'evaluate',
        `Compare v${number} with the champion`,
        'On the same recent rows, before anything changes.',
      );
    if (verdict === 'passed' && failedTest === null)
      return step('promote', 'deploy', `Promote v${number}`, 'It passed its gate on the same recent rows.');
    if (verdict === 'not-enough-evidence' && moreLabels !== null && newLabels >= moreLabels)
      return step(
        'ask-again',
        'evaluate',
        `Evaluate v${number} again`,
        `${countText(newLabels)} more labels have come since, which may decide it.`,
      );
    return step('keep', 'evaluate', `Keep v${now.champion}`, whyKeep(now.challenger));
  }
  // With the stream at its end there is nothing left to answer, so an alarm asks for nothing any more.
  if (now.alarm && !now.ended)
    return step(
      'retrain',
      'train',
      'Retrain on what has happened since',
      'The alarm rang: the model falls short of its own level.',
    );
  if (now.versions > 1 && !now.withoutYouShown && (now.ended || now.windowsOfChampion >= enoughWindows))
    return step(
      'without-you',
      'monitor',
      'See what would have happened without you',
      'How the first model would have done on the same windows, had it never been replaced.',
    );
  if (now.ended)
    return step(
      'another',
      'data',
      'Choose another scene',
      'This stream has run out. Everything stays where it is.',
    );
  if (!now.playing) return step('play', 'monitor', 'Play', 'Let the world go on.');
  return step('watch', 'monitor', 'Watching', 'Nothing to do while the model holds its level.', false);
}

function trialLabel(number: number, { ended, playing }: Situation): string {
  if (ended) return `End the trial of v${number}`;
  return playing ? `Watch the trial of v${number}` : `Play, and watch the trial of v${number}`;
}

function whyKeep({
  verdict,
  failedTest,
  moreLabels,
  labelsAhead,
}: NonNullable<Situation['challenger']>): string {
  switch (verdict) {
    case 'passed':
      return `It passed its gate, but failed a test. ${failedTest ?? ''}`.trim();
    case 'failed':
      return 'It failed its gate on the same recent rows.';
    case 'not-enough-evidence': {
      const more =
        moreLabels === null
          ? ''
          : moreLabels > labelsAhead
            ? ` Deciding it would take about ${sayAbout(moreLabels)} more labels, more than this stream has left (${countText(labelsAhead)}).`
            : ` About ${sayAbout(moreLabels)} more labels would decide it: you can also wait for them.`;
      return `What was found on the same rows could be chance: there is no evidence for a change.${more}`;
    }
    case null:
      return 'No rows are left on which both could be compared fairly: there is no evidence for a change.';
  }
}
