import type { Job } from './context.ts';

export const probe: Job<'probe'> = async ({ prefer, known }, { engines }) => {
  const { info } = await engines.prefer(prefer, known);
  return { info, probed: engines.probed };
};
