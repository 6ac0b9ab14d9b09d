import type { AlarmRule } from '../define.ts';
import { registry } from '../registry.ts';

export const alarmRules = registry<AlarmRule>(
  import.meta.glob(['./*.ts', '!./index.ts'], { eager: true, import: 'default' }),
);
