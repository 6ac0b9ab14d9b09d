import type { Component } from 'svelte';

/** An icon of `@lucide/svelte`, imported one by one: `import Play from '@lucide/svelte/icons/play'`. */
export type Icon = Component<{ size?: number | string; strokeWidth?: number | string; class?: string }>;

/** What a colour means. `plain` means nothing. */
export type Tone = 'plain' | 'champion' | 'challenger' | 'alarm' | 'good';
