import type { Job } from './context.ts';

export const load: Job<'load'> = async (request, { tables }) => ({ rows: tables.load(request).table.rows });
