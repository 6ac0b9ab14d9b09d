import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { Paced } from '../../src/ui/paced.svelte.ts';

const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('follows what is read, at most once in the gap, and ends on the latest', async () => {
  let source = $state(0);
  let paced: Paced<number> | null = null;
  let changes = -1;
  const stop = $effect.root(() => {
    const made = new Paced(() => source, 60);
    paced = made;
    $effect(() => {
      void made.value;
      changes++;
    });
  });
  for (let turn = 1; turn <= 20; turn++) {
    source = turn;
    flushSync();
    await after(5);
  }
  await after(120);
  flushSync();
  expect(paced!.value).toBe(20);
  expect(changes).toBeLessThanOrEqual(5);
  stop();
});
