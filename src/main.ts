// Composition root: builds every object once and puts them together.

import { mount } from 'svelte';
import App from './App.svelte';
import Crash from './pages/Crash.svelte';
import { AppError } from './core/errors.ts';
import { Engine } from './engine/engine.ts';
import { App as AppState } from './state/app.svelte.ts';
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

async function begin(): Promise<void> {
  installTrustedTypes();
  const app = new AppState({
    engine: new Engine(),
    opening: await openStorage(),
    lock: new WriterLock(),
    window,
    baseUrl: new URL('./', document.baseURI).href,
    now: () => Date.now(),
  });
  window.addEventListener('unhandledrejection', (event) => app.notices.fail(event.reason));
  window.addEventListener('error', (event) => app.notices.fail(event.error ?? event.message));
  mount(App, { target: element('app'), props: { app } });
  await app.start().catch(app.notices.fail);
}

begin().catch((thrown: unknown) => {
  const target = element('app');
  target.replaceChildren();
  mount(Crash, { target, props: { error: AppError.from(thrown) } });
});
