import type { Job } from './context.ts';

export const probe: Job<'probe'> = async ({ prefer, known }, { engines }) => {
  await engines.prefer(prefer, known);
  const { info } = await engines.choose('small');
  return { info, probed: engines.probed };
};
