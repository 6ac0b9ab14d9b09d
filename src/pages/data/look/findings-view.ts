// What a look found, in the order in which a person should hear of it.

import type { Finding, Profile } from '../../../core/profile.ts';
import { lookText } from '../../text/data-look.ts';

export interface LeakAdvice {
  readonly finding: Finding;
  /** What to do, in words. */
  readonly advice: string;
  /** Whether a column of it goes into the model. */
  readonly isUsed: boolean;
}

export interface SortedFindings {
  readonly leaks: readonly LeakAdvice[];
  readonly others: readonly Finding[];
}

/** The finding of one pixel, told once for all pixels that share it. */
function folded(findings: readonly Finding[], profile: Profile): Finding[] {
  const pixels = new Set(profile.columns.filter(({ kind }) => kind === 'image').map(({ name }) => name));
  const isOfPixel = ({ columns }: Finding) => columns.length > 0 && columns.every((name) => pixels.has(name));
  const alike = new Map<Finding['kind'], number>();
  for (const finding of findings)
    if (isOfPixel(finding)) alike.set(finding.kind, (alike.get(finding.kind) ?? 0) + 1);
  const told = new Set<Finding['kind']>();
  return findings.flatMap((finding) => {
    if (!isOfPixel(finding)) return [finding];
    if (told.has(finding.kind)) return [];
    told.add(finding.kind);
    const more = (alike.get(finding.kind) ?? 1) - 1;
    return [more > 0 ? { ...finding, text: `${finding.text} ${lookText.alike(more)}` } : finding];
  });
}

/** @param features columns that go into the model. */
export function sortedFindings(profile: Profile, features: readonly string[]): SortedFindings {
  const used = new Set(features);
  const findings = folded(profile.findings, profile);
  return {
    leaks: findings
      .filter(({ kind }) => kind === 'leak')
      .map((finding) => {
        const columns = finding.columns.filter((name) => name !== profile.target?.column);
        const inUse = columns.filter((name) => used.has(name));
        const others = columns.filter((name) => !used.has(name));
        const advice = [
          ...(inUse.length > 0 ? [lookText.leaveOut(inUse)] : []),
          ...(others.length > 0 ? [lookText.leftOut(others)] : []),
        ];
        return { finding, advice: advice.join(' '), isUsed: inUse.length > 0 };
      }),
    others: findings.filter(({ kind }) => kind !== 'leak'),
  };
}
