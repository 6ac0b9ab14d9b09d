// A page to look at the parts with invented data: `npx vite --open /test/tools/ui-gallery/?theme=dark`.

import { mount } from 'svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { applyTheme } from '../../../src/ui/theme.ts';
import { installTrustedTypes } from '../../../src/ui/trusted-types.ts';
import Gallery from './Gallery.svelte';

installTrustedTypes();
const asked = new URLSearchParams(location.search);
applyTheme(asked.get('theme') === 'dark' ? 'dark' : 'light');
const target = document.getElementById('app');
if (target)
  mount(Gallery, {
    target,
    props: { inspecting: asked.has('inspector'), only: asked.get('only') },
  });
