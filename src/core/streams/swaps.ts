// Drift of the attributes: relevant columns change places with irrelevant ones.

/**
 * Where each attribute stands when `swapped` relevant ones have changed places with irrelevant ones: beginning with the
 * relevant one `first` and the irrelevant one `offset` and going on in turn, as River's LEDDrift does.
 * @returns the column of each attribute; relevant attributes come first. @param swapped at most the smaller number of the two.
 */
export function swappedPlaces(
  relevant: number,
  irrelevant: number,
  swapped: number,
  first: number,
  offset: number,
): Int32Array {
  const places = Int32Array.from({ length: relevant + irrelevant }, (_, i) => i);
  for (let i = 0; i < swapped; i++) {
    const here = (i + first) % relevant;
    const there = relevant + ((i + offset) % irrelevant);
    places[here] = there;
    places[there] = here;
  }
  return places;
}
