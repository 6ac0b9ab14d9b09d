// The sentence that the search for a cause came to; null before that.

import type { BlameJob } from '../../../state/blaming.svelte.ts';

export const whyOf = (job: BlameJob): string | null => (job.phase === 'done' ? job.result.words : null);
