import type { IntervalMethod } from '../interval-method.ts';
import { registry } from '../registry.ts';

export const intervals = registry<IntervalMethod>(
  import.meta.glob(['./*.ts', '!./index.ts'], { eager: true, import: 'default' }),
);
