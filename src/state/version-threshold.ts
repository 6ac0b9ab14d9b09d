// From which probability on versions of the open project answer yes.

import { thresholdOf } from '../core/answering.ts';
import type { ProjectStore } from './project-store.svelte.ts';

/** Of a version by its id; one whose record is damaged is not known any more and counts as answering by the usual. */
export const thresholdsIn =
  (store: Pick<ProjectStore, 'findVersion'>) =>
  (versionId: string): number =>
    thresholdOf(store.findVersion(versionId) ?? {});
