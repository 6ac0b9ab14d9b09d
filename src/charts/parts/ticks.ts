// Round numbers for an axis whose ticks the library would not choose round.

/** The least of 1, 2, 2.5 or 5 times a power of ten that is not below the size; 1 for a size that is not above 0. */
export function roundStep(size: number): number {
  if (!(size > 0) || !Number.isFinite(size)) return 1;
  const power = 10 ** Math.floor(Math.log10(size));
  const factor = [1, 2, 2.5, 5, 10].find((each) => each * power >= size * (1 - 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(12));
}

/** `count` steps from 0 on: 0, step, …, count × step. */
export const ticksOf = (step: number, count: number): number[] =>
  Array.from({ length: count + 1 }, (_, i) => Number((i * step).toPrecision(12)));
