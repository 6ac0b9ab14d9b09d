// What a training is made of.

import type { Engine } from '../engine/engine.ts';
import type { Compute } from './compute.svelte.ts';
import type { Storage } from '../storage/storage.ts';
import type { Forks } from './forks.ts';
import type { ProjectStore } from './project-store.svelte.ts';
import type { RemoteRuns } from './remote-runs.svelte.ts';
import type { RunOutcome } from './run-outcome.ts';
import type { RunPlanner } from './run-planner.ts';
import type { Verifier } from './verifier.svelte.ts';

export interface TrainingParts {
  readonly store: ProjectStore;
  readonly storage: Storage;
  readonly planner: RunPlanner;
  readonly forks: Forks;
  readonly outcome: RunOutcome;
  readonly verifier: Verifier;
  readonly remotes: RemoteRuns;
  readonly engine: Engine;
  readonly compute: Compute;
  readonly fail: (error: unknown) => void;
}
