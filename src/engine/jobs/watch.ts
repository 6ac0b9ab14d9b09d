import { packFigures } from '../../core/monitoring/packing.ts';
import type { FoundFigures } from '../../core/monitoring/figure-table.ts';
import { WatchSession } from '../../core/monitoring/session.ts';
import { Pacer } from '../pacing.ts';
import type { Job } from './context.ts';

/** The job, with the session that it keeps between calls: the latest one, for the page watches one project. */
export function watchWith(): Job<'watch'> {
  let kept: { readonly name: string; readonly session: WatchSession } | null = null;
  return async ({ digest, session: name, setting, from, versions, passed, judged }, { tables, controls }) => {
    if (setting) kept = { name, session: new WatchSession(setting, digest, (wanted) => tables.get(wanted)) };
    const session = kept?.name === name ? kept.session : null;
    if (!session || session.next !== from)
      return { known: false, found: packFigures([]), faults: [], tookMs: 0 };
    for (const version of versions) session.know(version);
    const began = performance.now();
    const found: FoundFigures[] = [];
    const pacer = new Pacer();
    try {
      for (const window of passed) {
        found.push(...session.pass(window));
        await pacer.breathe();
        await controls.obey();
      }
      for (const index of judged) {
        found.push(...session.label(index));
        await pacer.breathe();
        await controls.obey();
      }
    } catch (thrown) {
      // What it found on the way is lost with this call, so nobody could go on from here.
      if (kept?.session === session) kept = null;
      throw thrown;
    }
    const packed = packFigures(found);
    const tookMs = performance.now() - began;
    return { known: true, found: packed, faults: session.takeFaults(), tookMs };
  };
}
