/** Writes the row-major rows at `places` one after another over `into`. */
export function takeRows(
  z: Float64Array,
  width: number,
  places: Int32Array,
  into: Float64Array = new Float64Array(places.length * width),
): Float64Array {
  for (let i = 0, at = 0; i < places.length; i++) {
    const from = places[i]! * width;
    for (let j = 0; j < width; j++) into[at++] = z[from + j]!;
  }
  return into;
}
