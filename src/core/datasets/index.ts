import type { Dataset } from '../define.ts';
import { registry } from '../registry.ts';

export const datasets = registry<Dataset>(
  import.meta.glob(['./*.ts', '!./index.ts'], { eager: true, import: 'default' }),
);
