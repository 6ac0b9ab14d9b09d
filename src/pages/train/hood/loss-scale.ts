// Losses of a map as bands of colour, and back: what the map is painted by and its legend is read by.

/** Colours between the least loss and the greatest. */
export const bands = 16;

interface LossScale {
  /** 0 … 1, logarithmic above the least loss, so that a bowl has rings down to its bottom. Not finite: 1. */
  levelOf(loss: number): number;
  /** The loss at a level. */
  lossAt(level: number): number;
}

export function lossScale(losses: ArrayLike<number>): LossScale {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < losses.length; i++) {
    const loss = losses[i]!;
    if (!Number.isFinite(loss)) continue;
    least = Math.min(least, loss);
    most = Math.max(most, loss);
  }
  const floor = 1e-3 * (most - least);
  if (!(floor > 0))
    return { levelOf: (loss) => (Number.isFinite(loss) ? 0 : 1), lossAt: () => (least > most ? NaN : least) };
  const reach = Math.log((most - least) / floor + 1);
  return {
    levelOf: (loss) =>
      Number.isFinite(loss) ? Math.min(1, Math.max(0, Math.log((loss - least) / floor + 1) / reach)) : 1,
    lossAt: (level) => least + floor * Math.expm1(level * reach),
  };
}

/** The colour that a level is painted in: 0 for the lowest band, 1 for the highest. */
export const bandOf = (level: number): number => Math.min(bands - 1, Math.floor(level * bands)) / (bands - 1);
