// Which room is open, and which part of it. The address holds both (`#/data/look`), so Back, Forward and reload work.

import type { RoomId } from '../core/next-step.ts';

const rooms: readonly RoomId[] = ['home', 'data', 'train', 'evaluate', 'deploy', 'monitor', 'runs', 'engine'];

interface Place {
  readonly room: RoomId;
  /** Empty: the room's own first part. */
  readonly section: string;
}

function placeOf(hash: string): Place {
  const [named, section = ''] = hash.replace(/^#\/?/, '').split('/');
  const room = rooms.find((candidate) => candidate === named);
  return room ? { room, section } : { room: 'home', section: '' };
}

const addressOf = ({ room, section }: Place): string => `#/${room}${section ? `/${section}` : ''}`;

export class Navigation {
  readonly #window: Window;
  readonly #onLeave: () => void;
  #place = $state.raw<Place>({ room: 'home', section: '' });

  /** @param onLeave told when another room is entered, not for another part of the same one. */
  constructor(window: Window, onLeave: () => void) {
    this.#window = window;
    this.#onLeave = onLeave;
    this.#place = placeOf(window.location.hash);
    window.addEventListener('hashchange', () => this.#enter(placeOf(window.location.hash)));
  }

  get room(): RoomId {
    return this.#place.room;
  }
  get section(): string {
    return this.#place.section;
  }

  go(room: RoomId, section = ''): void {
    const place = { room, section };
    this.#window.location.hash = addressOf(place);
    this.#enter(place);
  }

  #enter(place: Place): void {
    const left = this.#place.room;
    this.#place = place;
    if (place.room !== left) this.#onLeave();
  }
}
