import { expect, it } from 'vitest';
import { remembered } from '../../../src/core/drifting/remembered.ts';

it('finds once for a number of rows what does not change, and keeps no more than some hundreds', () => {
  let asked = 0;
  const find = remembered((rows) => {
    asked++;
    return rows * 2;
  });
  expect([find(3), find(4), find(3), find(4)]).toEqual([6, 8, 6, 8]);
  expect(asked).toBe(2);
  for (let rows = 0; rows < 2000; rows++) expect(find(rows)).toBe(rows * 2);
  asked = 0;
  expect([find(1999), find(0)]).toEqual([3998, 0]);
  expect(asked).toBe(1);
});
