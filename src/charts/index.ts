import { registry } from '../core/registry.ts';
import type { Chart } from './define.ts';

export const charts = registry<Chart<never>>(
  import.meta.glob(['./*.ts', '!./index.ts', '!./define.ts', '!./types.ts'], {
    eager: true,
    import: 'default',
  }),
);
