// What the page's state is put together from.

import type { Desk } from '../data/desk.ts';
import type { Engine } from '../engine/engine.ts';
import type { StorageOpening } from '../storage/storage.ts';
import type { WriterLock } from '../storage/writer-lock.ts';
import type { MachinePlace } from './compute.svelte.ts';
import type { NotebookPlace } from './notebook.svelte.ts';

export interface AppParts {
  readonly engine: Engine;
  /** Further ones, for work beside the page's own. */
  readonly makeEngine: () => Engine;
  /** How many threads the machine has. */
  readonly cores: () => number;
  readonly desk: Desk;
  readonly opening: StorageOpening;
  readonly lock: WriterLock;
  /** Where figures about this machine are kept; null: nowhere. */
  readonly machine: MachinePlace | null;
  /** Where a person's way of looking at the runs of a project is kept; null: nowhere. */
  readonly notebook: NotebookPlace | null;
  readonly window: Window;
  readonly baseUrl: string;
  readonly now: () => number;
}
