// Where the code of each room but Home lies: pieces of their own, so that the first picture waits for none of them.

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

/** Fetches every room, one after the other. What can't be fetched now is asked for again when it is entered. */
export async function fetchRooms(): Promise<void> {
  for (const fetchRoom of Object.values(laterRooms)) await fetchRoom().catch(() => undefined);
}
