// Random commits, good and bad, from two tabs, against a plain model of what must be kept.

import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openStorage } from '../../src/storage/storage.ts';
import type { Changes, Storage } from '../../src/storage/storage.ts';
import { alert, line, performance, project, run, windowRecord } from './records.ts';

class Model {
  position: number | null = null;
  readonly ledger: string[] = [];
  readonly alerts = new Map<number, number>();
  readonly runs = new Map<number, { epochs: number; ended: boolean }>();
  readonly windows = new Map<number, boolean>();
}

type Action =
  | { type: 'project'; position: number }
  | { type: 'ledger'; offset: number; reason: string; position: number }
  | { type: 'alert'; id: number; value: number; position: number }
  | { type: 'run'; id: number; epochs: number; ended: boolean }
  | { type: 'window'; index: number; labelled: boolean }
  | { type: 'reopen' };

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ type: fc.constant('project' as const), position: fc.nat(9) }),
  fc.record({
    type: fc.constant('ledger' as const),
    offset: fc.integer({ min: -2, max: 2 }),
    reason: fc.constantFrom('a', 'b'),
    position: fc.nat(9),
  }),
  fc.record({ type: fc.constant('alert' as const), id: fc.nat(2), value: fc.nat(1), position: fc.nat(9) }),
  fc.record({ type: fc.constant('run' as const), id: fc.nat(2), epochs: fc.nat(3), ended: fc.boolean() }),
  fc.record({ type: fc.constant('window' as const), index: fc.nat(2), labelled: fc.boolean() }),
  fc.constant({ type: 'reopen' as const }),
);

/** What the action asks for, whether the rules allow it, and how the model then changes. */
function plan(model: Model, step: Exclude<Action, { type: 'reopen' }>): [Changes, boolean, () => void] {
  switch (step.type) {
    case 'project':
      return [{ project: project('p1', step) }, true, () => (model.position = step.position)];
    case 'ledger': {
      const seq = Math.max(1, model.ledger.length + 1 + step.offset);
      const next = seq === model.ledger.length + 1;
      const allowed = next || model.ledger[seq - 1] === step.reason;
      const change = { project: project('p1', { position: step.position }), ledger: [line(seq, step)] };
      return [
        change,
        allowed,
        () => {
          model.position = step.position;
          if (next) model.ledger.push(step.reason);
        },
      ];
    }
    case 'alert': {
      const known = model.alerts.get(step.id);
      return [
        {
          project: project('p1', { position: step.position }),
          alerts: [alert(`a${step.id}`, { value: step.value })],
        },
        known === undefined || known === step.value,
        () => {
          model.position = step.position;
          model.alerts.set(step.id, step.value);
        },
      ];
    }
    case 'run': {
      const known = model.runs.get(step.id);
      const allowed = !known?.ended || (step.ended && known.epochs === step.epochs);
      const status = step.ended ? 'done' : 'running';
      const runs = [run(`r${step.id}`, { number: step.id, status, epochs: step.epochs })];
      return [{ runs }, allowed, () => model.runs.set(step.id, { epochs: step.epochs, ended: step.ended })];
    }
    case 'window': {
      const allowed = !model.windows.get(step.index) || step.labelled;
      const windows = [windowRecord(step.index, { performance: step.labelled ? performance : null })];
      return [{ windows }, allowed, () => model.windows.set(step.index, step.labelled)];
    }
  }
}

async function compare(storage: Storage, model: Model): Promise<void> {
  if (model.position === null) return expect(await storage.projects()).toEqual([]);
  const contents = await storage.load('p1');
  expect(contents.damaged).toEqual([]);
  expect(contents.project.position).toBe(model.position);
  expect(contents.ledger.map(({ seq, reason }) => [seq, reason])).toEqual(
    model.ledger.map((reason, i) => [i + 1, reason]),
  );
  expect(new Map(contents.alerts.map(({ id, value }) => [Number(id.slice(1)), value]))).toEqual(model.alerts);
  const runs = new Map(
    contents.runs.map(({ number, epochs, status }) => [number, { epochs, ended: status === 'done' }]),
  );
  expect(runs).toEqual(model.runs);
  expect(new Map(contents.windows.map(({ index, performance: found }) => [index, found !== null]))).toEqual(
    model.windows,
  );
}

it.each(['indexeddb', 'memory'])('random commits to %s keep the model', async (kind) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(action, { maxLength: 25 }),
      fc.infiniteStream(fc.nat(1)),
      async (actions, tabs) => {
        const indexedDB = kind === 'indexeddb' ? new IDBFactory() : null;
        const openTab = async (): Promise<Storage> =>
          (await openStorage({ indexedDB, witness: null })).storage;
        const first = await openTab();
        // Memory is one tab's own.
        const open = [first, indexedDB ? await openTab() : first];
        const model = new Model();
        for (const step of actions) {
          const tab = tabs.next().value ?? 0;
          if (step.type === 'reopen') {
            if (!indexedDB) continue;
            open[tab]!.close();
            open[tab] = await openTab();
            continue;
          }
          const [changes, allowed, apply] = plan(model, step);
          const commit = open[tab]!.commit(changes);
          if (allowed) {
            await commit;
            apply();
          } else await expect(commit).rejects.toMatchObject({ code: 'storage' });
        }
        for (const storage of open) await compare(storage, model);
        for (const storage of open) storage.close();
      },
    ),
    { numRuns: 100 },
  );
});
