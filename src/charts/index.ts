import { registry } from '../core/registry.ts';
import type { Chart } from './parts/define.ts';

export const charts = registry<Chart<never>>(
  import.meta.glob(['./*.ts', '!./index.ts'], { eager: true, import: 'default' }),
);
