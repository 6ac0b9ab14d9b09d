// Changes that the person makes to the world while it runs. They take effect with the next window: rows that have passed
// stay as they were.

import { AppError } from '../core/errors.ts';
import {
  amended,
  hasBegun,
  hasEnded,
  replacedFrom,
  type InjectionWish,
  type ScriptChange,
} from '../core/injecting/amended.ts';
import { scriptFrom, scriptText } from '../core/injecting/script-file.ts';
import { problemOf, scriptProblem } from '../core/injecting/validate.ts';
import { injectionSays, whatSays, windowName, type RowName } from '../core/injecting/words.ts';
import type { Injection } from '../core/injection.ts';
import { sameContent } from '../core/same-content.ts';
import type { Datasets } from './datasets.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';

export type InjectionState = 'to come' | 'active' | 'over';

const none: readonly Injection[] = [];

export class Changes {
  readonly #store: ProjectStore;
  readonly #datasets: Datasets;

  constructor(store: ProjectStore, datasets: Datasets) {
    this.#store = store;
    this.#datasets = datasets;
  }

  /** All that were ever made, in the order in which they are applied. */
  get script(): readonly Injection[] {
    return this.#store.isOpen ? (this.#store.project.settings.injections ?? none) : none;
  }

  /** The first row that has not passed. */
  get nextRow(): number {
    const { trainRows, windowRows } = this.#datasets.current.scenario;
    return trainRows + this.#store.project.position * windowRows;
  }

  /** Rows as windows, counted from 1. */
  get nameOf(): RowName {
    const { trainRows, windowRows } = this.#datasets.current.scenario;
    return windowName(trainRows, windowRows);
  }

  stateOf(injection: Injection): InjectionState {
    const { nextRow } = this;
    if (!hasBegun(injection, nextRow)) return injection.fromRow === nextRow ? 'active' : 'to come';
    return hasEnded(injection, nextRow) ? 'over' : 'active';
  }

  /** What is at work in the next window. */
  get active(): readonly Injection[] {
    return this.script.filter((injection) => this.stateOf(injection) === 'active');
  }

  /** Why a wish can't be, in words; null when it can. */
  problem(wish: InjectionWish): string | null {
    const { nextRow } = this;
    const { source } = this.#datasets.current;
    if (nextRow >= source.rows) return 'The stream has ended: no rows are left that could change.';
    return problemOf({ ...wish, id: '', fromRow: nextRow, toRow: null }, source, this.#datasets.known);
  }

  /** From the next window on, or from a later row. @throws AppError 'bad-input' saying why it can't be. */
  add(wish: InjectionWish, fromRow: number | null = null, toRow: number | null = null): Promise<void> {
    const problem = this.problem(wish);
    if (problem) return Promise.reject(new AppError('bad-input', problem));
    return this.#amend({ type: 'add', wish, fromRow, toRow }, (after) => {
      const added = after.at(-1);
      return added ? injectionSays(added, this.nameOf) : '';
    });
  }

  /** The slider was moved: from the next window on it is so. */
  move(id: string, wish: InjectionWish): Promise<void> {
    const problem = this.problem(wish);
    if (problem) return Promise.reject(new AppError('bad-input', problem));
    return this.#amend({ type: 'move', id, wish }, (after) => {
      const old = this.script.find((injection) => injection.id === id);
      const made = after.find(
        (injection) =>
          sameContent({ ...injection, ...wish }, injection) && !hasBegun(injection, this.nextRow),
      );
      return `${made ? injectionSays(made, this.nameOf) : ''} (was: ${old ? whatSays(old) : ''})`;
    });
  }

  /** Rows from the next window on are left alone. */
  end(id: string): Promise<void> {
    return this.#amend({ type: 'end', id }, () => {
      const old = this.script.find((injection) => injection.id === id);
      return `from ${this.nameOf(this.nextRow)} on no longer: ${old ? whatSays(old) : ''}`;
    });
  }

  /** Takes back what has not begun. */
  remove(id: string): Promise<void> {
    return this.#amend({ type: 'remove', id }, () => {
      const old = this.script.find((injection) => injection.id === id);
      return `taken back before it began: ${old ? injectionSays(old, this.nameOf) : ''}`;
    });
  }

  /** The script as a file. */
  text(): string {
    return scriptText(this.script);
  }

  /**
   * Another script in place of this one, from the next window on.
   * @throws AppError 'bad-file' naming the change that is wrong; nothing is changed then.
   */
  load(text: string): Promise<void> {
    return this.#store.inTurn(async () => {
      const other = scriptFrom(text);
      const { source } = this.#datasets.current;
      const problem = scriptProblem(other, source, this.#datasets.known);
      if (problem) throw new AppError('bad-file', problem);
      const after = replacedFrom(this.script, other, this.nextRow);
      const come = after.filter((injection) => !hasBegun(injection, this.nextRow));
      const what = come.map((injection) => injectionSays(injection, this.nameOf)).join('; ');
      await this.#commit(after, `a script from a file in place of all changes: ${what || 'nothing changes'}`);
    });
  }

  /** The world as another tab has changed it. */
  follow(): Promise<void> {
    return this.#datasets.isOpen && this.#store.isOpen
      ? this.#datasets.inject(this.script)
      : Promise.resolve();
  }

  #amend(change: ScriptChange, says: (after: readonly Injection[]) => string): Promise<void> {
    return this.#store.inTurn(async () => {
      let after: Injection[];
      try {
        after = amended(this.script, change, this.nextRow);
      } catch (thrown) {
        if (thrown instanceof RangeError) throw new AppError('bad-input', thrown.message, { cause: thrown });
        throw thrown;
      }
      if (!sameContent(after, this.script)) await this.#commit(after, says(after));
    });
  }

  /** Kept first: what is not kept does not happen. Inside a turn, so that no window passes in between. */
  async #commit(injections: readonly Injection[], reason: string): Promise<void> {
    const { project } = this.#store;
    await this.#store.commit({
      project: { ...project, settings: { ...project.settings, injections } },
      ledger: this.#store.lines({ kind: 'setting-changed', reason }),
    });
    await this.#datasets.inject(injections);
  }
}
