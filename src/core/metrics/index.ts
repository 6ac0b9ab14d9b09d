import type { Metric } from '../define.ts';
import { registry } from '../registry.ts';

export const metrics = registry<Metric>(
  import.meta.glob(['./*.ts', '!./index.ts'], { eager: true, import: 'default' }),
);
