import { defineInterval, noBounds } from '../interval-method.ts';

export default defineInterval({
  id: 'none',
  label: 'No interval',
  about: 'The figures alone: quickest, and silent about how much of them is chance.',
  bootstraps: false,
  usual: 0,
  least: 0,
  resample: () => ({ count: 0, next: () => undefined }),
  bounds: noBounds,
});
