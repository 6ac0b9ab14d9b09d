// How the ten digits are written: a few ways each, as strokes of a pen in a box of 1 × 1, x to the right, y down. Our own descriptions.

/** Points after one another: x, y, x, y, … */
export type Stroke = readonly number[];
/** One way to write a digit. */
export type Writing = readonly Stroke[];

/** An arc of an ellipse round (x, y); degrees, 0 to the right, 90 down. */
function arc(x: number, y: number, across: number, down: number, from: number, to: number): number[] {
  const steps = Math.max(4, Math.round(Math.abs(to - from) / 20));
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / steps) * Math.PI) / 180;
    return [x + across * Math.cos(angle), y + down * Math.sin(angle)];
  }).flat();
}

/** A bend from one point to another, drawn towards a third (a quadratic Bézier curve). */
function bend(from: [number, number], towards: [number, number], to: [number, number]): number[] {
  return Array.from({ length: 9 }, (_, i) => {
    const t = i / 8;
    return [0, 1].map((k) => (1 - t) ** 2 * from[k]! + 2 * t * (1 - t) * towards[k]! + t ** 2 * to[k]!);
  }).flat();
}

/** Points are put in between, so that a straight line can be bent by a trembling hand. */
function line(...points: number[]): number[] {
  const all: number[] = [];
  for (let i = 0; i + 3 < points.length; i += 2)
    for (let step = 0; step < 5; step++)
      for (let k = 0; k < 2; k++)
        all.push(points[i + k]! + ((points[i + 2 + k]! - points[i + k]!) * step) / 5);
  all.push(points.at(-2)!, points.at(-1)!);
  return all;
}

/** A figure of eight in one go. */
const eight = Array.from({ length: 41 }, (_, i) => {
  const t = (i / 40) * 2 * Math.PI;
  return [0.5 + 0.27 * Math.sin(2 * t), 0.5 - 0.45 * Math.cos(t)];
}).flat();

/** Ways to write each digit, by digit. */
export const writings: readonly (readonly Writing[])[] = [
  [[arc(0.5, 0.5, 0.31, 0.45, -90, 275)], [arc(0.5, 0.5, 0.23, 0.46, -60, 310)]],
  [
    [line(0.5, 0.05, 0.5, 0.95)],
    [line(0.33, 0.24, 0.53, 0.05, 0.53, 0.95)],
    [line(0.33, 0.22, 0.52, 0.06, 0.52, 0.94), line(0.3, 0.94, 0.74, 0.94)],
  ],
  [
    [[...arc(0.5, 0.3, 0.27, 0.25, -170, 40), ...line(0.66, 0.52, 0.22, 0.94, 0.8, 0.94)]],
    [
      [
        ...arc(0.5, 0.28, 0.26, 0.23, -160, 45),
        ...line(0.62, 0.52, 0.34, 0.84),
        ...arc(0.28, 0.86, 0.09, 0.08, -30, -330),
        ...bend([0.4, 0.9], [0.55, 1.0], [0.85, 0.88]),
      ],
    ],
  ],
  [
    [[...arc(0.45, 0.27, 0.26, 0.22, -150, 85), ...arc(0.45, 0.72, 0.3, 0.23, -85, 150)]],
    [[...line(0.2, 0.07, 0.74, 0.07, 0.44, 0.42), ...arc(0.45, 0.69, 0.3, 0.26, -85, 150)]],
  ],
  [
    [line(0.3, 0.06, 0.18, 0.58, 0.82, 0.58), line(0.66, 0.26, 0.6, 0.95)],
    [line(0.64, 0.95, 0.64, 0.05, 0.17, 0.66, 0.86, 0.66)],
  ],
  [
    [[...line(0.76, 0.07, 0.33, 0.07, 0.28, 0.46), ...arc(0.48, 0.67, 0.28, 0.27, -130, 145)]],
    [line(0.36, 0.08, 0.32, 0.44), [...arc(0.44, 0.67, 0.3, 0.26, -115, 150)], line(0.36, 0.08, 0.78, 0.06)],
  ],
  [
    [[...bend([0.68, 0.06], [0.28, 0.18], [0.23, 0.68]), ...arc(0.5, 0.7, 0.27, 0.23, 180, 545)]],
    [[...line(0.52, 0.05, 0.28, 0.62), ...arc(0.48, 0.73, 0.22, 0.21, -155, 205)]],
  ],
  [
    [line(0.2, 0.08, 0.8, 0.08, 0.42, 0.95)],
    [line(0.2, 0.08, 0.8, 0.08, 0.42, 0.95), line(0.36, 0.5, 0.74, 0.48)],
    [[...line(0.2, 0.18, 0.22, 0.08, 0.78, 0.1), ...bend([0.78, 0.1], [0.5, 0.4], [0.45, 0.95])]],
  ],
  [[[...arc(0.5, 0.28, 0.21, 0.22, 90, 450), ...arc(0.5, 0.73, 0.27, 0.22, -90, 270)]], [eight]],
  [
    [[...arc(0.48, 0.3, 0.25, 0.24, -5, -365), ...line(0.73, 0.3, 0.68, 0.95)]],
    [[...arc(0.48, 0.3, 0.25, 0.24, -20, -375), ...bend([0.73, 0.34], [0.76, 0.86], [0.3, 0.93])]],
  ],
];
