import type { EditKind } from '../edit.ts';
import { registry } from '../registry.ts';

export const edits = registry<EditKind>(
  import.meta.glob(['./*.ts', '!./index.ts'], { eager: true, import: 'default' }),
);
