import type { InjectionKind } from '../injection.ts';
import { registry } from '../registry.ts';

export const injectionKinds = registry<InjectionKind>(
  import.meta.glob(['./*.ts', '!./index.ts'], { eager: true, import: 'default' }),
);
