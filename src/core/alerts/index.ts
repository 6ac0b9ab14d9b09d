import type { AlertKind } from '../alerting/alert-kind.ts';
import type { AlarmRule } from '../define.ts';
import { registry } from '../registry.ts';

export const alertKinds = registry<AlertKind | AlarmRule>(
  import.meta.glob(['./*.ts', '!./index.ts'], { eager: true, import: 'default' }),
);

const isAlarm = (kind: AlertKind | AlarmRule): kind is AlarmRule => 'fires' in kind;

/** The kinds that a scenario's own alarm may be of: the one that asks for a retraining. */
export const alarmRules = {
  /** @throws RangeError when there is none of that name. */
  get(id: string): AlarmRule {
    const kind = alertKinds.get(id);
    if (!isAlarm(kind)) throw new RangeError(`"${id}" can't be the alarm of a scenario.`);
    return kind;
  },
};
