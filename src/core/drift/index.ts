import type { DriftDetector } from '../define.ts';
import { registry } from '../registry.ts';

export const detectors = registry<DriftDetector>(
  import.meta.glob(['./*.ts', '!./index.ts'], { eager: true, import: 'default' }),
);
