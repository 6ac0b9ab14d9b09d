import { AppError } from '../../core/errors.ts';
import { quietStream } from '../../core/quiet/quiet-stream.ts';
import { inSteps } from '../stepping.ts';
import { checkRows } from '../tables.ts';
import type { Job } from './context.ts';

export const quiet: Job<'quiet'> = async ({ digest, quiet: request }, { tables, controls, report }) => {
  const loaded = tables.get(digest);
  checkRows(loaded, request.rows);
  try {
    return await inSteps(quietStream(loaded, request), controls, report);
  } catch (thrown) {
    // Too few rows: words for the person who asked.
    if (thrown instanceof RangeError) throw new AppError('bad-input', thrown.message);
    throw thrown;
  }
};
