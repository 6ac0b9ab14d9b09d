// Goes on from an earlier window as a project of its own, and says where, and how to come back.

import type { App } from '../state/app.svelte.ts';
import { moment } from '../ui/format.ts';
import { timelineText } from './text/deploy-timeline.ts';
import { appText } from './text/rooms.ts';
import { projectName } from './views/project-name.ts';

/** @param at windows that had passed. @param what how the moment is called. */
export async function goOnFrom(app: App, at: number, what: string): Promise<void> {
  const { createdAt } = app.store.project;
  const began = moment(createdAt, app.store.now());
  const old = { id: app.store.project.id, name: projectName(app) };
  await app.branching.goOn(at, timelineText.goOnReason(at + 1, what, began));
  // The page goes on elsewhere now.
  app.notices.note('info', appText.branchOpen(projectName(app)), {
    label: appText.backTo(old.name),
    run: () => app.projects.open(old.id),
  });
}
