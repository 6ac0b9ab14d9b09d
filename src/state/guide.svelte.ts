// What to do next, and doing it: what the hint says and the one primary button does.

import { reigns } from '../core/ledger.ts';
import { nextStep, type NextStep, type Situation } from '../core/next-step.ts';
import type { Counterfactual } from './counterfactual.svelte.ts';
import type { Models } from './models.svelte.ts';
import type { Navigation } from './navigation.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';
import type { Stream } from './stream.svelte.ts';
import type { Training } from './training.svelte.ts';

export interface GuideParts {
  readonly store: ProjectStore;
  readonly models: Models;
  readonly stream: Stream;
  readonly training: Training;
  readonly counterfactual: Counterfactual;
  readonly navigation: Navigation;
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
        ? {
            number: challenger.number,
            verdict: challenger.comparison?.verdict ?? null,
            seen: this.#comparedId === challenger.id,
          }
        : null,
      alarm: store.openAlertId !== null,
      playing: stream.playing,
      ended: stream.ended,
      versions: store.versions.length,
      windowsOfChampion: Math.max(0, stream.labelled - (reign?.from ?? 0)),
      withoutYouShown: counterfactual.values !== null,
    };
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
      case 'wait-first':
      case 'wait-training':
      case 'watch':
        return navigation.go(next.room);
    }
  }

  async promote(): Promise<void> {
    const verdict = this.#parts.models.challenger?.comparison?.verdict;
    await this.#parts.models.promote(
      verdict === 'challenger'
        ? 'it did better on the same recent rows'
        : 'promoted by hand, without evidence that it is better',
    );
    this.#parts.navigation.go('home');
    await this.#parts.stream.play();
  }

  async keep(): Promise<void> {
    const verdict = this.#parts.models.challenger?.comparison?.verdict;
    await this.#parts.models.keep(
      verdict === 'champion'
        ? 'the champion did better on the same recent rows'
        : verdict === 'challenger'
          ? 'kept by hand, although the challenger did better'
          : 'no evidence that the challenger is better',
    );
    await this.#parts.stream.play();
  }
}
