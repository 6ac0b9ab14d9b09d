import { describe, expect, it } from 'vitest';
import { WriterLock } from '../../src/storage/writer-lock.ts';

describe('WriterLock without Web Locks', () => {
  it('writes in single-tab mode and says why', async () => {
    const lock = new WriterLock({ locks: null, document: null, window: new EventTarget() });
    const roles: string[] = [];
    lock.onChange((role) => roles.push(role));
    expect(lock.reason).toBeNull();
    expect(await lock.acquire('x')).toBe('writer');
    expect(lock.reason).toContain('one tab only');
    expect(roles).toEqual(['writer']);
    await lock.takeOver();
    expect(lock.role).toBe('writer');
    lock.dispose();
  });

  it('does the same where Web Locks always refuse', async () => {
    const locks: LockManager = {
      query: async () => ({}),
      request: () => Promise.reject(new DOMException('opaque origin', 'SecurityError')),
    };
    const lock = new WriterLock({ locks, document: null, window: null });
    expect(await lock.acquire('x')).toBe('writer');
    expect(lock.reason).not.toBeNull();
  });

  it('hands on any other failure', async () => {
    const locks: LockManager = {
      query: async () => ({}),
      request: () => Promise.reject(new DOMException('not active', 'InvalidStateError')),
    };
    const lock = new WriterLock({ locks, document: null, window: null });
    await expect(lock.acquire('x')).rejects.toMatchObject({ name: 'InvalidStateError' });
  });
});
