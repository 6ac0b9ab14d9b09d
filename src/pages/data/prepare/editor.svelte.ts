// The plan that is being written, and how its inputs look before and after. It outlives the section, so that nobody loses
// changes by looking at another one.

import { AppError } from '../../../core/errors.ts';
import type { PlannedInput, RecipePlan } from '../../../core/recipe-plan.ts';
import type { InputPreview } from '../../../data/protocol.ts';
import { isSamePlan } from './plan-edits.ts';

type Ask = (plan: RecipePlan, inputs: readonly string[]) => Promise<readonly InputPreview[]>;

/** What one question to the worker may cost, in cells, so that others get their turn. */
const cellsAtOnce = 200_000;
const pauseMs = 250;

/** What a preview depends on. */
const printOf = (input: PlannedInput): string => JSON.stringify(input);

export class PlanEditor {
  #plan = $state.raw<RecipePlan | null>(null);
  #seen = $state.raw<ReadonlyMap<string, InputPreview>>(new Map());
  #failure = $state.raw<AppError | null>(null);
  #busy = $state(false);
  /** Name of the input that is open. */
  open = $state<string | null>(null);
  /** Place of the step that is open. */
  step = $state<number | null>(null);
  #data: { key: string; rows: number; ask: Ask } | null = null;
  readonly #saved: () => RecipePlan;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  /** @param saved the plan that is in use now. */
  constructor(saved: () => RecipePlan) {
    this.#saved = saved;
  }

  get plan(): RecipePlan {
    return this.#plan ?? this.#saved();
  }
  get isChanged(): boolean {
    return this.#plan !== null && !isSamePlan(this.#plan, this.#saved());
  }
  /** Inputs are being tried. */
  get busy(): boolean {
    return this.#busy;
  }
  /** Why they could not be tried. */
  get failure(): AppError | null {
    return this.#failure;
  }

  previewOf(input: PlannedInput): InputPreview | null {
    return this.#seen.get(printOf(input)) ?? null;
  }

  change(plan: RecipePlan): void {
    this.#plan = plan;
    this.#later();
  }

  show(name: string | null, step: number | null = null): void {
    this.open = name;
    this.step = step;
    this.#later(0);
  }

  /** Back to what is in use; also after it was saved. */
  discard(): void {
    this.#plan = null;
    this.step = null;
    this.#later(0);
  }

  /** Rows to try the inputs on. What was seen of other rows is forgotten. */
  tryOn(key: string, rows: number, ask: Ask): void {
    if (this.#data?.key !== key) this.#seen = new Map();
    this.#data = { key, rows, ask };
    this.#later(0);
  }

  /** Nobody looks any more. */
  rest(): void {
    this.#turn++;
    clearTimeout(this.#timer);
    this.#busy = false;
  }

  again(): void {
    this.#later(0);
  }

  #later(after = pauseMs): void {
    this.rest();
    if (!this.#data) return;
    this.#failure = null;
    this.#timer = setTimeout(() => void this.#look(), after);
  }

  /** Inputs that were not seen as they are now, the open one first. */
  #next(atOnce: number): PlannedInput[] {
    const unseen = this.plan.inputs.filter((input) => !this.previewOf(input));
    const first = unseen.find(({ name }) => name === this.open);
    return first ? [first] : unseen.slice(0, atOnce);
  }

  async #look(): Promise<void> {
    const turn = ++this.#turn;
    const data = this.#data;
    if (!data) return;
    const atOnce = Math.max(1, Math.min(40, Math.floor(cellsAtOnce / Math.max(1, data.rows))));
    this.#busy = true;
    try {
      for (let inputs = this.#next(atOnce); inputs.length > 0; inputs = this.#next(atOnce)) {
        // Each by itself: two of one name are both to be seen.
        const names = new Set(inputs.map(({ name }) => name));
        const asked = names.size === inputs.length ? inputs : inputs.slice(0, 1);
        const found = await data.ask(
          { v: 1, inputs: asked },
          asked.map(({ name }) => name),
        );
        if (turn !== this.#turn) return;
        const seen = new Map(this.#seen);
        for (const [i, preview] of found.entries()) seen.set(printOf(asked[i]!), preview);
        this.#seen = seen;
      }
    } catch (thrown) {
      if (turn === this.#turn) this.#failure = AppError.from(thrown);
    } finally {
      if (turn === this.#turn) this.#busy = false;
    }
  }
}

/** One per project, as long as the page is open. */
const editors = new WeakMap<object, Map<string, PlanEditor>>();

/** @param page whatever lives as long as the page's state. */
export function editorOf(page: object, projectId: string, saved: () => RecipePlan): PlanEditor {
  let known = editors.get(page);
  if (!known) {
    known = new Map<string, PlanEditor>();
    editors.set(page, known);
  }
  let editor = known.get(projectId);
  if (!editor) known.set(projectId, (editor = new PlanEditor(saved)));
  return editor;
}
