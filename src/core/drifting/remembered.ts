/** Of so many different numbers what was found is kept; windows seldom have more sizes. */
const most = 512;

/** The function itself, which does not look for a second time what it has found for the same number of rows. */
export function remembered(find: (rows: number) => number): (rows: number) => number {
  const known = new Map<number, number>();
  return (rows) => {
    let found = known.get(rows);
    if (found === undefined) {
      if (known.size === most) known.clear();
      known.set(rows, (found = find(rows)));
    }
    return found;
  };
}
