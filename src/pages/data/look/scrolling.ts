// The room scrolls, never the frame around it: `scrollIntoView` would move both.

const gap = 16;

/** Brings an element to the upper edge of the room that it is in. */
export function toTop(element: Element): void {
  const room = element.closest('main');
  if (!room) return;
  const by = element.getBoundingClientRect().top - room.getBoundingClientRect().top - gap;
  room.scrollBy({ top: by });
}
