import type { Preprocessor } from '../define.ts';
import { registry } from '../registry.ts';

export const preprocessors = registry<Preprocessor>(
  import.meta.glob(['./*.ts', '!./index.ts'], { eager: true, import: 'default' }),
);
