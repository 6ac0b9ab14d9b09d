// What every job of the data worker is given besides its request.

import type { JobCall } from '../../worker/serve.ts';
import type { Jobs } from '../protocol.ts';
import type { Shelf } from '../shelf.ts';

export type Job<J extends keyof Jobs> = (
  request: Jobs[J]['request'],
  shelf: Shelf,
  call: JobCall<Jobs, J>,
) => Promise<Jobs[J]['response']> | Jobs[J]['response'];
