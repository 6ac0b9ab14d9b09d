import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { swappedPlaces } from '../../../src/core/streams/swaps.ts';

describe('swappedPlaces', () => {
  it('exchanges pairs and leaves the others', () => {
    expect([...swappedPlaces(3, 4, 0, 1, 2)]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    // Relevant 1 with irrelevant 3, then 2 with 4 (the first irrelevant one comes after the last).
    expect([...swappedPlaces(3, 4, 2, 1, 3)]).toEqual([0, 6, 3, 2, 4, 5, 1]);
  });

  it('is an exchange: twice gives back what was there, and exactly the swapped ones move', () => {
    fc.assert(
      fc.property(fc.nat(7), fc.nat(6), fc.nat(16), (swapped, first, offset) => {
        const places = swappedPlaces(7, 17, swapped, first, offset);
        places.forEach((place, i) => expect(places[place]).toBe(i));
        expect(places.filter((place, i) => place !== i)).toHaveLength(2 * swapped);
        expect(places.subarray(0, 7).filter((place) => place >= 7)).toHaveLength(swapped);
      }),
    );
  });
});
