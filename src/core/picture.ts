/**
 * The square picture that so many values make: side × side greys, or three times as many for red, green and blue. Both at
 * once is impossible, as three times a square is none. @returns null when they make none.
 */
export function pictureOf(inputs: number): { readonly side: number; readonly channels: 1 | 3 } | null {
  for (const channels of [1, 3] as const) {
    const side = Math.round(Math.sqrt(inputs / channels));
    if (side * side * channels === inputs && side > 0) return { side, channels };
  }
  return null;
}
