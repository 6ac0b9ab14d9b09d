// Places on the loop ring, in the units of its view box.

export const ringSize = {
  width: 500,
  height: 400,
  centreX: 250,
  centreY: 200,
  radius: 118,
  node: 27,
} as const;

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Stations stand clockwise, the first at the top. */
export function stationPlace(index: number, count: number): Place {
  const angle = stationAngle(index, count);
  return {
    x: ringSize.centreX + ringSize.radius * Math.cos(angle),
    y: ringSize.centreY + ringSize.radius * Math.sin(angle),
  };
}

const stationAngle = (index: number, count: number): number => (index / count) * 2 * Math.PI - Math.PI / 2;

/** Where a station's two lines of text stand: outside the ring, so that no arc runs through them. */
export function labelPlace(
  index: number,
  count: number,
): Place & { readonly anchor: 'start' | 'middle' | 'end' } {
  const { x, y } = stationPlace(index, count);
  const across = x - ringSize.centreX;
  const beside = ringSize.node + 10;
  if (Math.abs(across) < ringSize.node)
    return { x, y: y < ringSize.centreY ? y - ringSize.node - 28 : y + ringSize.node + 22, anchor: 'middle' };
  return across > 0
    ? { x: x + beside, y: y - 2, anchor: 'start' }
    : { x: x - beside, y: y - 2, anchor: 'end' };
}

/** The arc from a station to the one after it, from rim to rim, with room for the arrow's head. */
export function arcPath(index: number, count: number): string {
  const { centreX, centreY, radius, node } = ringSize;
  const gap = (node + 7) / radius;
  const from = stationAngle(index, count) + gap;
  const to = stationAngle(index + 1, count) - gap;
  const point = (angle: number): string =>
    `${(centreX + radius * Math.cos(angle)).toFixed(1)} ${(centreY + radius * Math.sin(angle)).toFixed(1)}`;
  return `M ${point(from)} A ${radius} ${radius} 0 0 1 ${point(to)}`;
}
