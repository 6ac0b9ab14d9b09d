import type { CallbackKind } from '../callback.ts';
import { registry } from '../registry.ts';

export const callbacks = registry<CallbackKind>(
  import.meta.glob(['./*.ts', '!./index.ts'], { eager: true, import: 'default' }),
);
