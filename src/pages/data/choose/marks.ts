// Points of up to a few classes as one path each: a circle, a square, a triangle, a diamond and so on, so that colour is never all.

export interface Place {
  readonly x: number;
  readonly y: number;
}

const shapes: readonly ((x: number, y: number, r: number) => string)[] = [
  (x, y, r) =>
    `M${n(x - r)} ${n(y)}a${n(r)} ${n(r)} 0 1 0 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(-2 * r)} 0z`,
  (x, y, r) => `M${n(x - r)} ${n(y - r)}h${n(2 * r)}v${n(2 * r)}h${n(-2 * r)}z`,
  (x, y, r) => `M${n(x)} ${n(y - 1.2 * r)}l${n(1.2 * r)} ${n(2.2 * r)}h${n(-2.4 * r)}z`,
  (x, y, r) =>
    `M${n(x)} ${n(y - 1.3 * r)}l${n(1.3 * r)} ${n(1.3 * r)}l${n(-1.3 * r)} ${n(1.3 * r)}l${n(-1.3 * r)} ${n(-1.3 * r)}z`,
];

/** Classes beyond these share the last look. */
export const looks = shapes.length;

const n = (value: number): number => Math.round(value * 100) / 100;

/** @param look 0 circle, 1 square, 2 triangle, 3 diamond. @param radius in the unit of the places. */
export function marksPath(places: readonly Place[], look: number, radius: number): string {
  const shape = shapes[Math.min(look, looks - 1)]!;
  return places.map(({ x, y }) => shape(x, y, radius)).join('');
}
