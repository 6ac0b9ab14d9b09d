// A value's counterpart at the other end: the largest becomes the smallest, the median stays. What a column looks like on
// its own does not change; what it says about anything else turns round.

/** First place whose value is not below (`or`: is above) the one looked for. */
function placeOf(sorted: Float64Array, value: number, above: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value || (above && sorted[middle]! === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param sorted ascending, without NaN. Values beyond its ends are taken for the ends; without any, nothing is mirrored. */
export function rankMirror(sorted: Float64Array): (value: number) => number {
  const last = sorted.length - 1;
  if (last < 0) return (value) => value;
  return (value) => {
    // Equal values share the middle of their places.
    const place = (placeOf(sorted, value, false) + placeOf(sorted, value, true) - 1) / 2;
    return sorted[last - Math.min(last, Math.max(0, Math.floor(place)))]!;
  };
}
