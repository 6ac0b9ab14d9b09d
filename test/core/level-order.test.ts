import { expect, it } from 'vitest';
import { inOrder } from '../../src/core/level-order.ts';

it('reads levels that are numbers by size, and leaves words as they are', () => {
  expect(inOrder(['4', '10', '8', '6', '-1', '2.5'])).toEqual(['-1', '2.5', '4', '6', '8', '10']);
  expect(inOrder(['often', 'rarely', 'never'])).toEqual(['often', 'rarely', 'never']);
  expect(inOrder(['10', '9', 'none'])).toEqual(['10', '9', 'none']);
  // An empty level is a word, not the number 0.
  expect(inOrder(['2', '', '1'])).toEqual(['2', '', '1']);
  expect(inOrder([])).toEqual([]);
});
