// Loss and metric by epoch as small charts, on training rows and on rows kept aside.

import type { EpochRecord } from '../../../core/records.ts';
import type { DrawnCurve } from '../../../ui/lines-paint.ts';
import { liveText } from '../../text/train-live.ts';

export interface EpochCurves {
  readonly curves: readonly DrawnCurve[];
  readonly words: string;
}

export function epochCurves(
  history: readonly EpochRecord[],
  name: string,
  train: (record: EpochRecord) => number,
  aside: (record: EpochRecord) => number,
): EpochCurves {
  const x = history.map(({ epoch }) => epoch);
  const [first, last] = [history[0], history.at(-1)];
  const kept = history.some((record) => !Number.isNaN(aside(record)));
  const curves: DrawnCurve[] = [
    { name: liveText.trainingRows, x, y: history.map(train), tone: 'reference', dash: 'dot' },
  ];
  if (kept) curves.push({ name: liveText.aside, x, y: history.map(aside), tone: 'champion' });
  if (!first || !last) return { curves, words: liveText.noPoints };
  return {
    curves,
    words: liveText.curve(name, [train(first), train(last)], kept ? [aside(first), aside(last)] : null),
  };
}
