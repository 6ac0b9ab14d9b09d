import { registry } from '../registry.ts';
import type { Smoothing } from '../smoothing.ts';

export const smoothings = registry<Smoothing>(
  import.meta.glob(['./*.ts', '!./index.ts'], { eager: true, import: 'default' }),
);
