import type { Job } from './context.ts';

export const probe: Job<'probe'> = ({ prefer }, { backends }) => backends.choose(prefer);
