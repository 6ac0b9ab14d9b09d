import type { ModelKind } from '../define.ts';
import { registry } from '../registry.ts';

export const modelKinds = registry<ModelKind>(
  import.meta.glob(['./*.ts', '!./index.ts'], { eager: true, import: 'default' }),
);
