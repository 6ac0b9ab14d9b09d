import type { DriftMeasure } from '../drift-measure.ts';
import { registry } from '../registry.ts';

export const driftMeasures = registry<DriftMeasure>(
  import.meta.glob(['./*.ts', '!./index.ts'], { eager: true, import: 'default' }),
);
