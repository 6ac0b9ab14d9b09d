// Which room is open. The address holds it (`#/train`), so Back, Forward and reload work.

import type { RoomId } from '../core/next-step.ts';

const rooms: readonly RoomId[] = ['home', 'data', 'train', 'evaluate', 'deploy', 'monitor', 'runs', 'engine'];

function roomOf(hash: string): RoomId {
  const named = hash.replace(/^#\/?/, '');
  return rooms.find((room) => room === named) ?? 'home';
}

export class Navigation {
  readonly #window: Window;
  #room = $state<RoomId>('home');

  constructor(window: Window) {
    this.#window = window;
    this.#room = roomOf(window.location.hash);
    window.addEventListener('hashchange', () => (this.#room = roomOf(window.location.hash)));
  }

  get room(): RoomId {
    return this.#room;
  }

  go(room: RoomId): void {
    this.#window.location.hash = `#/${room}`;
    this.#room = room;
  }
}
