import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { inParallel, type ParallelWork } from '../../src/state/in-parallel.ts';

interface Worker {
  readonly number: number;
  closed: number;
}

/** Workers that count how often they are closed. @param opening what each waits for before it is there. */
function crew(opening: (number: number) => Promise<unknown> = async () => undefined) {
  const made: Worker[] = [];
  return {
    made,
    open: async (): Promise<Worker> => {
      const worker = { number: made.length, closed: 0 };
      made.push(worker);
      await opening(worker.number);
      return worker;
    },
    close: (worker: Worker): void => void worker.closed++,
  };
}

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
};

const idle = { signal: new AbortController().signal };

test('results keep the order of the pieces, whoever is done first, and each worker is closed once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 20 }),
      fc.integer({ min: 1, max: 6 }),
      async (pieces, workers) => {
        const { made, ...some } = crew((number) => turns(number * 7));
        let done = 0;
        let busy = 0;
        let most = 0;
        const results = await inParallel(pieces, {
          ...idle,
          ...some,
          workers,
          onDone: () => void done++,
          async work(_, piece) {
            most = Math.max(most, ++busy);
            await turns(piece);
            busy--;
            return piece * 2;
          },
        });
        expect(results).toEqual(pieces.map((piece) => piece * 2));
        expect(done).toBe(pieces.length);
        expect(most).toBeLessThanOrEqual(workers);
        expect(made).toHaveLength(Math.min(workers, pieces.length));
        expect(made.every(({ closed }) => closed === 1)).toBe(true);
      },
    ),
  );
});

test('the work is shared: a slow piece keeps nobody else from the rest', async () => {
  const { made, ...some } = crew();
  const by = new Map<number, number>();
  let release = (): void => undefined;
  const slow = new Promise<void>((resolve) => (release = resolve));
  await inParallel([0, 1, 2, 3], {
    ...idle,
    ...some,
    workers: 2,
    async work({ number }, piece) {
      by.set(piece, number);
      if (piece === 0) await slow;
      if (piece === 3) release();
    },
  });
  expect(made).toHaveLength(2);
  expect([1, 2, 3].map((piece) => by.get(piece) === by.get(0))).toEqual([false, false, false]);
});

test('the first failure is the whole’s; no further piece is begun and every worker is closed', async () => {
  const { made, ...some } = crew();
  const begun: number[] = [];
  const onDone = vi.fn();
  let release = (): void => undefined;
  const slow = new Promise<void>((resolve) => (release = resolve));
  const whole = inParallel([0, 1, 2, 3], {
    ...idle,
    ...some,
    workers: 2,
    onDone,
    async work(_, piece) {
      begun.push(piece);
      if (piece === 0) await slow;
      if (piece === 1) throw new AppError('engine-lost', 'gone');
    },
  });
  await expect(whole).rejects.toMatchObject({ code: 'engine-lost', message: 'gone' });
  expect(made.map(({ closed }) => closed)).toEqual([1, 1]);
  release();
  await turns(20);
  expect(begun).toEqual([0, 1]);
  expect(onDone).not.toHaveBeenCalled();
});

test('a worker that does not open fails the whole', async () => {
  const { made, ...some } = crew(async (number) => {
    if (number === 1) throw new AppError('bad-input', 'no engine');
  });
  const whole = inParallel([0, 1, 2], {
    ...idle,
    ...some,
    workers: 3,
    work: () => new Promise(() => undefined),
  });
  await expect(whole).rejects.toMatchObject({ message: 'no engine' });
  expect(made.map(({ closed }) => closed)).toEqual([1, 0, 1]);
});

test('cancelling ends it at once, and closes a worker that was still being opened', async () => {
  const control = new AbortController();
  let finish = (): void => undefined;
  const late = new Promise<void>((resolve) => (finish = resolve));
  const { made, ...some } = crew((number) => (number === 1 ? late : turns(0)));
  const work = vi.fn<ParallelWork<number, Worker, void>['work']>(() => new Promise(() => undefined));
  const whole = inParallel([0, 1], { ...some, workers: 2, signal: control.signal, work });
  await turns(5);
  control.abort();
  await expect(whole).rejects.toMatchObject({ code: 'aborted' });
  expect(made.map(({ closed }) => closed)).toEqual([1, 0]);
  finish();
  await turns(5);
  expect(made.map(({ closed }) => closed)).toEqual([1, 1]);
  expect(work).toHaveBeenCalledTimes(1);
});

test('what is cancelled before it begins opens nothing', async () => {
  const { made, ...some } = crew();
  const whole = inParallel([1], { ...some, workers: 1, signal: AbortSignal.abort(), work: async () => 1 });
  await expect(whole).rejects.toMatchObject({ code: 'aborted' });
  expect(made).toEqual([]);
});
