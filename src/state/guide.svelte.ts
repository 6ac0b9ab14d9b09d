// What to do next, and doing it: what the hint says and the one primary button does.

import type { Evaluation } from '../core/evaluation.ts';
import { reigns } from '../core/ledger.ts';
import { nextStep, type NextStep, type Situation } from '../core/next-step.ts';
import { trialStateText } from '../core/trials/state-words.ts';
import type { ModelVersion } from '../core/records.ts';
import type { Counterfactual } from './counterfactual.svelte.ts';
import type { Evaluations } from './evaluations.svelte.ts';
import type { Models } from './models.svelte.ts';
import type { Navigation } from './navigation.svelte.ts';
import type { Notices } from './notices.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';
import type { Stream } from './stream.svelte.ts';
import { objectionOf } from './reasons.ts';
import type { Training } from './training.svelte.ts';
import type { Trials } from './trials.svelte.ts';

export interface GuideParts {
  readonly store: ProjectStore;
  readonly models: Models;
  readonly evaluations: Evaluations;
  readonly stream: Stream;
  readonly training: Training;
  readonly counterfactual: Counterfactual;
  readonly navigation: Navigation;
  readonly notices: Notices;
  readonly trials: Trials;
  readonly trainFirst: () => Promise<void>;
}

export class Guide {
  readonly #parts: GuideParts;
  /** Version whose comparison has been looked at. */
  #comparedId = $state<string | null>(null);

  constructor(parts: GuideParts) {
    this.#parts = parts;
  }

  get situation(): Situation {
    const { store, models, training, stream, counterfactual } = this.#parts;
    const { challenger, champion } = models;
    const reign = reigns(store.ledger).at(-1);
    return {
      champion: champion?.number ?? null,
      damaged: champion === null && store.championId !== null,
      firstFailed: store.championId === null && training.job.phase === 'failed',
      training: training.running,
      challenger: challenger
        ? { ...this.#judged(challenger), number: challenger.number, seen: this.#comparedId === challenger.id }
        : null,
      trial: this.#trial(),
      alarm: store.openAlertId !== null,
      playing: stream.playing,
      ended: stream.ended,
      versions: store.versions.length,
      windowsOfChampion: Math.max(0, stream.labelled - (reign?.from ?? 0)),
      withoutYouShown: counterfactual.values !== null,
    };
  }

  /** What speaks for and against the challenger, by what is asked now and against the present champion. */
  #judged(challenger: ModelVersion) {
    const { store, models, evaluations } = this.#parts;
    const standing = models.standing(challenger);
    if (!standing) {
      const asks = models.canBeJudged(challenger) ? this.#whyAsk(challenger) : null;
      return { asks, verdict: null, failedTest: null, moreLabels: null, newLabels: 0, labelsAhead: 0 };
    }
    const { gate, tests, baselineId } = standing;
    return {
      asks: null,
      // A gate that had nobody to compare with says nothing about the champion.
      verdict: baselineId === null && store.championId !== null ? null : gate.verdict,
      failedTest: tests.find(({ passed }) => passed === false)?.words ?? null,
      moreLabels: gate.moreLabels,
      newLabels: evaluations.newLabels(standing),
      labelsAhead: evaluations.labelsAhead(standing),
    };
  }

  #whyAsk({ id, number }: ModelVersion): string {
    const { evaluations } = this.#parts;
    const newest = evaluations.of(id);
    if (!newest) return `v${number} has not been evaluated yet.`;
    return evaluations.staleReason(newest) ?? `v${number} has not been compared with the champion yet.`;
  }

  #trial(): Situation['trial'] {
    const { store, trials, stream } = this.#parts;
    const { current, look, arms } = trials;
    if (!current || !look) return null;
    const words = trials.words(current);
    const state = trialStateText({ trial: current, look, rows: arms.challenger, over: stream.ended }, words);
    return { number: store.numberOf(current.challengerId), state };
  }

  get next(): NextStep {
    return nextStep(this.situation);
  }

  /** The comparison of the waiting challenger is on the screen. */
  markCompared(): void {
    this.#comparedId = this.#parts.models.challenger?.id ?? null;
  }

  /** Does the next best step: what the one primary button does. */
  async doNext(): Promise<void> {
    const { next } = this;
    const { store, training, navigation, counterfactual, stream, trainFirst } = this.#parts;
    switch (next.id) {
      case 'train-first':
        return trainFirst();
      case 'repair':
        return navigation.go(store.versions.length > 0 ? 'deploy' : 'data');
      case 'retrain':
        return training.retrain();
      case 'compare':
        this.markCompared();
        return navigation.go('evaluate');
      case 'ask-again':
        return this.#askAgain();
      case 'promote':
        return this.promote();
      case 'keep':
        return this.keep();
      case 'without-you':
        return counterfactual.compute();
      case 'another':
        return navigation.go('data');
      case 'play':
        return stream.play();
      case 'watch-trial':
        navigation.go('deploy', 'now');
        return stream.play();
      case 'wait-first':
      case 'wait-training':
      case 'watch':
        return navigation.go(next.room);
    }
  }

  async #askAgain(): Promise<void> {
    const { store, models, evaluations, navigation } = this.#parts;
    const { challenger } = models;
    if (!challenger) return;
    await evaluations.evaluate(challenger.id, store.championId);
    this.markCompared();
    navigation.go('evaluate', 'verdict');
  }

  async promote(): Promise<void> {
    const { models, navigation, stream } = this.#parts;
    if (this.#stopped(await models.promote(null))) return;
    navigation.go('home');
    await stream.play();
  }

  /** Puts any version into production. Only one that was there before is brought back. */
  async redeploy(versionId: string): Promise<void> {
    const { store, models } = this.#parts;
    const reigned = reigns(store.ledger).some(({ modelVersionId }) => modelVersionId === versionId);
    const reason = reigned ? 'brought back by hand' : 'put into production by hand';
    this.#stopped(await models.deploy(versionId, reason));
  }

  async promoteTrial(reason: string): Promise<void> {
    this.#stopped(await this.#parts.trials.promote(reason));
  }

  /** Shows what was found against a version just now, instead of what was asked for. @returns whether there was anything. */
  #stopped(against: Evaluation | null): boolean {
    if (!against) return false;
    const { store, navigation, notices } = this.#parts;
    const version = `v${store.numberOf(against.modelVersionId)}`;
    notices.note(
      'warning',
      `${version} was evaluated anew, and did not pass: ${objectionOf(against) ?? ''} Nothing was changed. Knowing that, you can still put ${version} into production.`,
    );
    if (against.modelVersionId === store.challengerId) this.markCompared();
    navigation.go('evaluate', 'verdict');
    return true;
  }

  async keep(): Promise<void> {
    const { challenger } = this.situation;
    await this.#parts.models.keep(
      challenger?.verdict === 'passed'
        ? 'kept by hand, although the challenger passed its gate'
        : challenger?.verdict === 'failed'
          ? 'the challenger failed its gate on the same recent rows'
          : 'no evidence that the challenger is better',
    );
    await this.#parts.stream.play();
  }
}
