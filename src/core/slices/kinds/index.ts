import { registry } from '../../registry.ts';
import type { SliceKind } from '../../slice.ts';

export const sliceKinds = registry<SliceKind>(
  import.meta.glob(['./*.ts', '!./index.ts'], { eager: true, import: 'default' }),
);
