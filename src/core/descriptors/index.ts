import type { Descriptor } from '../define.ts';
import { registry } from '../registry.ts';

export const descriptors = registry<Descriptor>(
  import.meta.glob(['./*.ts', '!./index.ts'], { eager: true, import: 'default' }),
);
