// The few largest of many, without sorting them all.

/**
 * Places of the largest sizes, the largest first and equal ones in their order; NaN is no size.
 * @param n how many there are. @param most how many of them are wanted.
 */
export function largest(n: number, most: number, sizeAt: (place: number) => number): number[] {
  const places: number[] = [];
  const sizes: number[] = [];
  for (let place = 0; place < n; place++) {
    const size = sizeAt(place);
    if (Number.isNaN(size) || (sizes.length === most && !(size > sizes[most - 1]!))) continue;
    let [low, high] = [0, sizes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sizes[middle]! >= size) low = middle + 1;
      else high = middle;
    }
    sizes.splice(low, 0, size);
    places.splice(low, 0, place);
    if (sizes.length > most) {
      sizes.pop();
      places.pop();
    }
  }
  return places;
}
