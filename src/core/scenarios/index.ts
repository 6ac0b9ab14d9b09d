import type { Scenario } from '../define.ts';
import { registry } from '../registry.ts';

export const scenarios = registry<Scenario>(
  import.meta.glob(['./*.ts', '!./index.ts'], { eager: true, import: 'default' }),
);
