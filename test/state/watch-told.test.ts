// What the page tells the watching session, and in which pieces.

import { describe, expect, it } from 'vitest';
import { packFigures } from '../../src/core/monitoring/packing.ts';
import { usualPlan } from '../../src/core/monitoring/usual-plan.ts';
import type { WatchedVersion } from '../../src/core/monitoring/watched.ts';
import type { WindowRecord } from '../../src/core/records.ts';
import type { WatchRequest } from '../../src/engine/monitoring-protocol.ts';
import { LostSession, WatchTold } from '../../src/state/watch-told.ts';
import { performance as judged, windowRecord } from '../storage/records.ts';

const windowRows = 4000;
const windows = (
  count: number,
  changes: (index: number) => Partial<WindowRecord> = () => ({}),
): WindowRecord[] =>
  Array.from({ length: count }, (_, index) =>
    windowRecord(index, {
      span: { from: index * windowRows, to: (index + 1) * windowRows },
      modelVersionId: 'p/v1',
      performance: null,
      ...changes(index),
    }),
  );
const signal = new AbortController().signal;

function told(known: (request: WatchRequest) => boolean = () => true) {
  const requests: WatchRequest[] = [];
  const asked: string[] = [];
  const setting = {
    plan: usualPlan('binary', []),
    initialRows: 0,
    windowRows,
    timeColumn: null,
    metrics: [],
    seed: 1,
  };
  const made = new WatchTold({
    engine: {
      watch: (request) => {
        requests.push(request);
        return Promise.resolve({ known: known(request), found: packFigures([]), faults: [], tookMs: 1 });
      },
    },
    digest: 'd',
    name: 's',
    setting,
    versionOf: (id) => {
      asked.push(id);
      // Only its id counts here; nothing of it is read.
      return Promise.resolve(id === 'p/v2' ? null : ({ id } as WatchedVersion));
    },
    thresholdOf: (id) => (id === 'p/v2' ? 0.3 : 0.5),
  });
  const tell = async (list: readonly WindowRecord[]) => {
    let rows = 0;
    for await (const piece of made.tell(list, signal)) rows += piece.rows;
    return rows;
  };
  return { made, requests, asked, tell };
}

describe('telling', () => {
  it('goes in pieces, names each version once, and then only what is new', async () => {
    const { made, requests, asked, tell } = told();
    const first = windows(12, (index) => ({ performance: index < 8 ? judged : null }));
    expect(made.rowsLeft(first)).toBe(48_000);
    expect(await tell(first)).toBe(48_000);
    expect(requests.map(({ passed }) => passed.length)).toEqual([0, 5, 5, 2]);
    expect(requests.map(({ setting }) => setting !== null)).toEqual([true, false, false, false]);
    expect(requests.map(({ from }) => from)).toEqual([0, 0, 5, 10]);
    expect(requests.flatMap(({ versions }) => versions.map(({ id }) => id))).toEqual(['p/v1']);
    expect(requests[2]?.passed.map(({ labelled }) => labelled)).toEqual([true, true, true, false, false]);
    expect(made.expects(12)).toBe(true);

    requests.length = 0;
    await tell(windows(13, (index) => ({ performance: index < 10 ? judged : null })));
    expect(requests.map(({ judged: labels, passed }) => [labels, passed.map(({ index }) => index)])).toEqual([
      [[8, 9], []],
      [[], [12]],
    ]);
    expect(asked).toEqual(['p/v1']);
    expect(made.rowsLeft(windows(13))).toBe(0);
  });

  it('says who answered which row during a trial, by whose threshold, and how long each took', async () => {
    const { requests, tell } = told();
    const answered = new Uint8Array(windowRows).fill(1, 0, 1000);
    const trial = {
      modelVersionId: 'p/v2',
      kind: 'canary',
      share: 0.25,
      answered,
      scores: new Float32Array(windowRows),
      latencyMs: 2,
    } as const;
    await tell([
      ...windows(1, () => ({ trial, latencyMs: 9 })),
      ...windows(2, () => ({ trial: { ...trial, kind: 'shadow' }, latencyMs: 9 })).slice(1),
    ]);
    const [split, shadow] = requests.flatMap(({ passed }) => passed);
    expect(split?.latencies).toEqual([
      { rows: 3000, ms: 9 },
      { rows: 1000, ms: 2 },
    ]);
    const { thresholds } = split!;
    expect(typeof thresholds === 'number' ? [] : [thresholds[0], thresholds[1000]]).toEqual([0.3, 0.5]);
    expect(shadow).toMatchObject({
      latencies: [{ rows: 4000, ms: 9 }],
      thresholds: 0.5,
      modelVersionId: 'p/v1',
    });
  });

  it('leaves out a version of which nothing can be asked, and asks for it only once', async () => {
    const { requests, asked, tell } = told();
    await tell(windows(12, () => ({ modelVersionId: 'p/v2' })));
    expect(asked).toEqual(['p/v2']);
    expect(requests.flatMap(({ versions }) => versions)).toEqual([]);
  });

  it('tells that the session is lost', async () => {
    const { tell } = told(({ from }) => from === 0);
    await expect(tell(windows(12))).rejects.toThrow(LostSession);
  });
});
