// Where the code of the inspector and of each room but Home lies: pieces of their own, so that the first picture waits for none
// of them.

import type { RoomId } from '../core/next-step.ts';

export const laterRooms = {
  data: () => import('./DataRoom.svelte'),
  train: () => import('./TrainRoom.svelte'),
  evaluate: () => import('./EvaluateRoom.svelte'),
  deploy: () => import('./DeployRoom.svelte'),
  monitor: () => import('./MonitorRoom.svelte'),
  runs: () => import('./RunsRoom.svelte'),
  engine: () => import('./EngineRoom.svelte'),
} satisfies Record<Exclude<RoomId, 'home'>, () => Promise<unknown>>;

/** What the inspector shows: nothing is looked at closely before the page is there. */
export const laterInspector = () => import('./inspector/InspectorContent.svelte');

/** Fetches every piece, one after the other. What can't be fetched now is asked for again when it is opened. */
export async function fetchRooms(): Promise<void> {
  for (const fetchPiece of [laterInspector, ...Object.values(laterRooms)])
    await fetchPiece().catch(() => undefined);
}
