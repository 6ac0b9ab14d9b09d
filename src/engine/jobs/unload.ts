import type { Job } from './context.ts';

export const unload: Job<'unload'> = async ({ digest }, { tables }) => {
  tables.unload(digest);
  return {};
};
