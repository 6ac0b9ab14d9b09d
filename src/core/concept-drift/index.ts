import type { StreamDetector } from '../stream-detector.ts';
import { registry } from '../registry.ts';

export const streamDetectors = registry<StreamDetector>(
  import.meta.glob(['./*.ts', '!./index.ts'], { eager: true, import: 'default' }),
);
