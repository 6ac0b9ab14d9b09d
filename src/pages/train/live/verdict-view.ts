// The judgement on a training in words.

import type { TrainingFinding, TrainingVerdict } from '../../../core/training-verdict.ts';
import { verdictText } from '../../text/train-verdict.ts';

function findingWords(finding: TrainingFinding): string {
  switch (finding.kind) {
    case 'not-finite':
      return verdictText.notFinite(finding.epoch);
    case 'jumping':
      return verdictText.jumping(finding.low, finding.high);
    case 'guessing':
      return verdictText.guessing(finding.guessing);
    case 'unlearnt':
      return verdictText.unlearnt(finding.first);
    case 'worsening':
      return verdictText.worsening(finding.since);
    case 'rising':
      return verdictText.rising(finding.since);
    case 'spikes':
      return verdictText.spikes(finding.times, finding.high, finding.usual);
    case 'noisy':
      return verdictText.noisy(finding.low, finding.high);
    default:
      return verdictText[finding.kind];
  }
}

/** One or two sentences: what is found, whose weights it is about, and what lies dead. */
export function verdictWords({ finding, kept, isPutBack, dead }: TrainingVerdict): string {
  return [
    ...(isPutBack ? [verdictText.putBack(kept.epoch)] : []),
    findingWords(finding),
    ...(dead ? [verdictText.dead(dead.layer, dead.dead, dead.units)] : []),
  ].join(' ');
}
