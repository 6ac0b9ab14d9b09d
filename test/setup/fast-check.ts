// Property tests draw the same cases at every `npm test`, so that a failure is somebody's change. `npm run fuzz` draws
// new ones, and many more; what it finds becomes a plain test.

import fc from 'fast-check';

const fuzz = process.env['FUZZ'] === '1';
fc.configureGlobal(fuzz ? { numRuns: 2000 } : { seed: 20261125 });
