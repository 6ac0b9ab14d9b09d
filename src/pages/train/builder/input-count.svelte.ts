// How many numbers a prepared row is: known from a model that was prepared like this, otherwise found by trying every input.

import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { isFittedFrom } from '../../../core/recipe-check.ts';
import type { RecipePlan } from '../../../core/recipe-plan.ts';
import type { AppError } from '../../../core/errors.ts';
import type { App } from '../../../state/app.svelte.ts';
import { PlanEditor } from '../../data/prepare/editor.svelte.ts';
import type { Circumstances } from './model-view.ts';
import { savedPlan } from '../../data/prepare/saved-plan.ts';

/** Versions that are asked, the latest first. */
const mostVersions = 3;

export class InputCount {
  readonly #app: App;
  readonly #tried = new PlanEditor(() => this.#plan);

  constructor(app: App) {
    this.#app = app;
  }

  get #plan(): RecipePlan {
    return savedPlan(this.#app.store.project.settings.recipe, this.#app.datasets.current);
  }

  readonly #known = $derived.by(() => {
    const plan = this.#plan;
    const alike = this.#app.store.versions
      .slice(-mostVersions)
      .findLast(({ recipe }) => isFittedFrom(recipe, plan));
    return alike ? alike.recipe.outputs.length : null;
  });

  /** Null while it is not known. */
  readonly count = $derived.by(() => {
    if (this.#known !== null) return this.#known;
    const previews = this.#plan.inputs.map((input) => this.#tried.previewOf(input));
    return previews.every((preview) => preview !== null)
      ? previews.reduce((sum, { outputs }) => sum + outputs, 0)
      : null;
  });

  /** What layers are built for; null while the count is not known. */
  readonly circumstances = $derived.by((): Circumstances | null => {
    const { scenario, classes } = this.#app.datasets.current;
    const { task } = scenario;
    const inputs = this.count;
    return inputs === null ? null : { inputs, task, outputs: task === 'multiclass' ? classes.length : 1 };
  });

  /** What it depends on, in one value. */
  readonly #stand = $derived.by(() => [this.#known, this.#plan, this.#app.dataVersions.held]);

  /** Why it can't be found. */
  get failure(): AppError | null {
    return this.#known === null ? this.#tried.failure : null;
  }

  /** Tries the inputs on the rows at hand, if that is needed. Call it again when the rows or the plan have changed. */
  look(): void {
    const { dataVersions } = this.#app;
    if (this.#known !== null) return;
    const { held } = dataVersions;
    const isOurs = held.phase === 'done' && held.result.key.startsWith(`${this.#app.store.project.id}/`);
    if (isOurs)
      this.#tried.tryOn(held.result.key, held.result.rows, (plan, inputs) =>
        dataVersions.preview(plan, inputs),
      );
    else if (held.phase !== 'running') this.#app.run(() => dataVersions.look());
  }

  /** Looks as long as an element stands: again whenever there are other rows at hand, or other inputs. */
  readonly looking: Attachment = () => {
    void this.#stand;
    untrack(() => this.look());
    return () => this.#tried.rest();
  };
}
