import { afterEach, describe, expect, it } from 'vitest';
import { WriterLock } from '../../src/storage/writer-lock.ts';
import type { Role } from '../../src/storage/writer-lock.ts';

const locks: WriterLock[] = [];
let names = 0;

/** A tab of its own: with its own document and window to be frozen or hidden. */
function tab(): { lock: WriterLock; document: EventTarget; window: EventTarget; roles: Role[] } {
  const page = { document: new EventTarget(), window: new EventTarget() };
  const lock = new WriterLock(page);
  const roles: Role[] = [];
  lock.onChange((role) => roles.push(role));
  locks.push(lock);
  return { lock, ...page, roles };
}

const becomes = (lock: WriterLock, role: Role): Promise<void> =>
  expect.poll(() => lock.role, { timeout: 2000, interval: 5 }).toBe(role);

afterEach(() => {
  for (const lock of locks.splice(0)) lock.dispose();
});

describe('WriterLock', () => {
  it('has one writer; the follower takes its place when it goes', async () => {
    const name = `lock-${names++}`;
    const [a, b] = [tab(), tab()];
    expect(await a.lock.acquire(name)).toBe('writer');
    expect(await b.lock.acquire(name)).toBe('follower');
    expect(await b.lock.acquire(name)).toBe('follower');
    a.lock.release();
    await becomes(b.lock, 'writer');
    expect(a.lock.role).toBe('follower');
    expect(a.roles).toEqual(['writer', 'follower']);
    expect(b.roles).toEqual(['writer']);
  });

  it('is taken over at once; the loser stops, waits and comes back', async () => {
    const name = `lock-${names++}`;
    const [a, b] = [tab(), tab()];
    await a.lock.acquire(name);
    await b.lock.acquire(name);
    await b.lock.takeOver();
    expect(b.lock.role).toBe('writer');
    await becomes(a.lock, 'follower');
    b.lock.release();
    await becomes(a.lock, 'writer');
    expect(a.roles).toEqual(['writer', 'follower', 'writer']);
  });

  it.each([
    ['freeze', 'resume', 'document'],
    ['pagehide', 'pageshow', 'window'],
  ] as const)('gives up on %s and asks again on %s', async (away, back, where) => {
    const name = `lock-${names++}`;
    const [a, b] = [tab(), tab()];
    await a.lock.acquire(name);
    await b.lock.acquire(name);
    a[where].dispatchEvent(new Event(away));
    expect(a.lock.role).toBe('follower');
    await becomes(b.lock, 'writer');
    a[where].dispatchEvent(new Event(back));
    b.lock.release();
    await becomes(a.lock, 'writer');
  });

  it('does not become the writer while it sleeps', async () => {
    const name = `lock-${names++}`;
    const [a, b, c] = [tab(), tab(), tab()];
    await a.lock.acquire(name);
    await b.lock.acquire(name);
    await c.lock.acquire(name);
    b.document.dispatchEvent(new Event('freeze'));
    a.lock.release();
    await becomes(c.lock, 'writer');
    expect(b.roles).toEqual([]);
  });

  it('stops when a tab elsewhere steals the lock', async () => {
    const name = `lock-${names++}`;
    const { lock } = tab();
    await lock.acquire(name);
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const other = frame.contentWindow?.navigator.locks;
    void other?.request(name, { steal: true }, () => new Promise(() => undefined)).catch(() => undefined);
    await becomes(lock, 'follower');
    frame.remove();
    await becomes(lock, 'writer');
  });
});
