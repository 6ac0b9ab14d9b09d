// Composition root: builds every object once and puts them together.

import { mount } from 'svelte';
import App from './App.svelte';
import Crash from './pages/Crash.svelte';
import { fetchRooms } from './pages/later-rooms.ts';
import { AppError } from './core/errors.ts';
import { Desk } from './data/desk.ts';
import { Engine } from './engine/engine.ts';
import { App as AppState } from './state/app.svelte.ts';
import { readMachine, writeMachine } from './storage/machine-memory.ts';
import { readNotebook, writeNotebook } from './storage/notebook-memory.ts';
import { openStorage } from './storage/storage.ts';
import { WriterLock } from './storage/writer-lock.ts';
import { installTrustedTypes } from './ui/trusted-types.ts';
import './ui/tokens.css';
import './ui/base.css';

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new AppError('unknown', `The page has no element #${id}.`);
  return found;
}

/** Reading `localStorage` throws where the browser forbids it. */
function localPlace(): globalThis.Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

async function begin(): Promise<void> {
  installTrustedTypes();
  const place = localPlace();
  let tell: (fault: unknown) => void = (fault) => console.error(fault);
  const makeEngine = (): Engine => new Engine(undefined, { onFault: (fault) => tell(fault) });
  const app = new AppState({
    engine: makeEngine(),
    makeEngine,
    cores: () => navigator.hardwareConcurrency,
    desk: new Desk(undefined, { onFault: (fault) => tell(fault) }),
    opening: await openStorage(),
    lock: new WriterLock(),
    machine: { read: () => readMachine(place), write: (memory) => writeMachine(place, memory) },
    notebook: {
      read: (projectId) => readNotebook(place, projectId),
      write: (projectId, memory) => writeNotebook(place, projectId, memory),
    },
    window,
    baseUrl: new URL('./', document.baseURI).href,
    now: () => Date.now(),
  });
  tell = app.notices.fail;
  window.addEventListener('unhandledrejection', (event) => app.notices.fail(event.reason));
  window.addEventListener('error', (event) => app.notices.fail(event.error ?? event.message));
  mount(App, { target: element('app'), props: { app } });
  await app.start().catch(app.notices.fail);
  await fetchRooms();
  // Asks the browser not to evict what is kept here; where it declines, things go on as they are.
  await navigator.storage?.persist?.().catch(() => false);
}

begin().catch((thrown: unknown) => {
  const target = element('app');
  target.replaceChildren();
  mount(Crash, { target, props: { error: AppError.from(thrown) } });
});
