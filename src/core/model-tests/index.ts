import type { ModelTest } from '../model-test-kind.ts';
import { registry } from '../registry.ts';

export const modelTests = registry<ModelTest>(
  import.meta.glob(['./*.ts', '!./index.ts'], { eager: true, import: 'default' }),
);
