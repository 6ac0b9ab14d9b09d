import type { Monitor } from '../monitoring/monitor.ts';
import { registry } from '../registry.ts';

export const monitors = registry<Monitor>(
  import.meta.glob(['./*.ts', '!./index.ts'], { eager: true, import: 'default' }),
);
