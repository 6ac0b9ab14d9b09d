// One look at a draft: its profile, and the project that it suggests or that the person's choices still make of it.

import type { Task } from '../core/define.ts';
import { suggestSetup } from '../core/own-scenario.ts';
import type { OwnSetup } from '../core/own-scenario.ts';
import type { Profile } from '../core/profile.ts';
import type { RecipePlan } from '../core/recipe-plan.ts';
import { namesWith } from '../core/schema.ts';
import type { TableSchema } from '../core/schema.ts';
import { fitted, keptRecipe, likelyTask, tasksFor, withoutRowNumbers } from '../core/setup-choices.ts';
import type { Desk } from '../data/desk.ts';
import type { Held, Jobs } from '../data/protocol.ts';
import type { Said } from './said.ts';

interface Looked {
  readonly profile: Profile;
  /** As described now: without features that only count the rows. */
  readonly schema: TableSchema;
  /** The project that it suggests, or that the choices still make of it; null without a target that can be predicted. */
  readonly setupOf: (chosen: Chosen) => OwnSetup | null;
  /** The preparation that is suggested, whatever the person made of it. */
  readonly suggested: RecipePlan | null;
}

/** The project as the person had set it up, and the preparation that had been suggested for it. */
export interface Chosen {
  readonly setup: OwnSetup | null;
  readonly suggested: RecipePlan | null;
}

interface Looking {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Jobs['profile']['progress']) => void;
}

/**
 * @param choices asked again after every wait, for the person may choose meanwhile: what of them still fits is kept.
 * @throws AppError as the worker says; 'aborted' on the signal.
 */
export async function lookAt(
  desk: Desk,
  held: Held,
  choices: () => Chosen,
  said: Said,
  options: Looking,
): Promise<Looked> {
  const [target] = namesWith(held.schema, 'target');
  const field = held.schema.fields.find(({ name }) => name === target) ?? null;
  const before = ({ setup }: Chosen) => (setup?.target.column === target ? setup : null);
  const asked = before(choices());
  const ask = (task: Task | null) =>
    desk.ask(
      'profile',
      {
        key: held.key,
        target: asked?.target ?? (target === undefined ? null : { column: target }),
        task,
        seed: 0,
      },
      options,
    );
  const guess = asked?.task ?? (field && likelyTask(field));
  let profile = await ask(guess);
  const distinct = profile.columns.find(({ name }) => name === target)?.distinct ?? 0;
  const tasks = field ? tasksFor(field, distinct) : [];
  const schema = withoutRowNumbers(held.schema, profile, (name) => said.has(name));
  const fresh = suggestSetup(held.name, held.rows, schema, profile, 1, held.inOrder);
  const setupOf = (chosen: Chosen): OwnSetup | null => {
    const setup = before(chosen);
    // Another kind of the same column is another question.
    if (!fresh || !setup || !tasks.includes(setup.task)) return fresh && fitted(fresh, schema, held.rows);
    const recipe = chosen.suggested
      ? keptRecipe(setup.recipe, chosen.suggested, fresh.recipe, schema)
      : fresh.recipe;
    return fitted({ ...setup, recipe }, schema, held.rows);
  };
  // How many values there are is known only now: the answers are read once more if they were read as something else.
  const task = setupOf(choices())?.task;
  if (task !== undefined && task !== guess) profile = await ask(task);
  return { profile, schema, setupOf, suggested: fresh?.recipe ?? null };
}
