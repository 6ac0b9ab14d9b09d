// The one pure function that knows what to do next. It drives the hint, the highlighted control and the narration.

export type StepId =
  | 'wait-first'
  | 'watch'
  | 'play'
  | 'retrain'
  | 'wait-training'
  | 'compare'
  | 'promote'
  | 'keep'
  | 'without-you'
  | 'another';

export type RoomId = 'home' | 'data' | 'train' | 'evaluate' | 'deploy' | 'monitor' | 'runs';

export interface Situation {
  readonly champion: number | null;
  readonly training: boolean;
  /** A trained version that waits for a decision. */
  readonly challenger: {
    readonly number: number;
    readonly verdict: 'challenger' | 'champion' | 'unclear' | null;
    readonly seen: boolean;
  } | null;
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
  if (now.challenger) {
    const { number, verdict, seen } = now.challenger;
    if (!seen)
      return step(
        'compare',
        'evaluate',
        `Compare v${number} with the champion`,
        'On the same recent rows, before anything changes.',
      );
    if (verdict === 'challenger')
      return step(
        'promote',
        'deploy',
        `Promote v${number}`,
        'It did better on the same rows, by more than chance explains.',
      );
    return step(
      'keep',
      'deploy',
      `Keep v${now.champion}`,
      verdict === 'champion'
        ? 'The champion did better on the same rows.'
        : 'The difference on the same rows could be chance: there is no evidence for a change.',
    );
  }
  if (now.alarm)
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
      'The first model, never replaced, on the same windows.',
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
