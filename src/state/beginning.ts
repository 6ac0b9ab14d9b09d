// What a new project begins with: its scenario's settings, and where it is a person's own table, the rows of that.

import { alarmRules } from '../core/alerts/index.ts';
import type { Scenario } from '../core/define.ts';
import { AppError } from '../core/errors.ts';
import { modelKinds } from '../core/models/index.ts';
import { defaults } from '../core/params.ts';
import type { RecipePlan } from '../core/recipe-plan.ts';
import type { DatasetVersion, ProjectSettings } from '../core/records.ts';
import type { SplitSpec } from '../core/split.ts';
import type { Desk } from '../data/desk.ts';
import type { Packed } from '../data/protocol.ts';
import type { Storage } from '../storage/storage.ts';

/** Windows per second at which a new project plays. */
const openingSpeed = 4;

/** A person's own rows and how they came to be. */
export interface OwnRows {
  readonly packed: Packed;
  readonly operation: string;
  readonly split: SplitSpec | null;
  readonly recipe: RecipePlan | undefined;
}

export function settingsOf(scenario: Scenario): ProjectSettings {
  const rule = alarmRules.get(scenario.alarm.rule);
  const kind = modelKinds.get(scenario.model.kind);
  return {
    labelDelayWindows: scenario.labelDelayWindows,
    speed: openingSpeed,
    pauseAtAlarm: true,
    alarm: { rule: rule.id, params: { ...defaults(rule.params), ...scenario.alarm.params } },
    model: { kind: kind.id, params: { ...defaults(kind.params), ...scenario.model.params } },
    training: scenario.training,
    retrain: scenario.retrain,
  };
}

/**
 * The stored rows of a data version. @param key under which the worker keeps them; null: it does not.
 * @throws AppError 'corrupt' when they are missing or damaged.
 */
export async function storedRows(
  { id, number, name, tableKey, schema, split, nextId }: DatasetVersion,
  storage: Storage,
  desk: Desk,
  key: string | null = null,
): Promise<Packed> {
  if (tableKey === null || schema === null)
    throw new AppError('corrupt', `The rows of data version ${number} were not kept.`);
  const bytes = await storage.table(tableKey);
  const passing = `${id}/passing`;
  const packed = await desk.ask('open', { key: key ?? passing, name, bytes, schema, split, nextId });
  if (key === null) await desk.ask('drop', { key: passing });
  return packed;
}
