import { expect, test } from 'vitest';
import type { RunLog } from '../../../src/core/run-records.ts';
import { courseOf, type CourseSources } from '../../../src/pages/runs/compare/courses.ts';
import { itemOf } from '../../core/run-cases.ts';

const epoch = { epoch: 1, step: 10, loss: 1, validationLoss: 1, metric: 1, validationMetric: 1 };
const log: RunLog = {
  v: 1,
  runId: 'p/run/1',
  projectId: 'p',
  history: [epoch],
  series: [],
  events: [],
  histograms: [],
  files: [],
};
const none: CourseSources = { own: null, remote: null, logState: () => null };
const running = itemOf(2, { endedAt: null });

test('an ended run has its log, or is waited for', () => {
  const ended = itemOf(1);
  expect(courseOf(ended, { ...none, logState: () => ({ phase: 'ready', log }) })).toEqual({
    course: log,
    phase: 'ready',
  });
  for (const phase of ['loading', 'failed'] as const)
    expect(courseOf(ended, { ...none, logState: () => ({ phase }) })).toEqual({ course: null, phase });
  expect(courseOf(ended, none).phase).toBe('loading');
});

test('a run under way is what this tab has measured, or what another tab tells', () => {
  const own = { runId: running.run.id, history: [epoch], series: [] };
  expect(courseOf(running, { ...none, own }).course).toEqual({ history: [epoch], series: [] });
  const remote = { runId: running.run.id, history: [epoch, epoch] };
  expect(courseOf(running, { ...none, remote }).course?.history).toHaveLength(2);
  const another = { ...remote, runId: 'p/run/9' };
  expect(courseOf(running, { ...none, remote: another })).toEqual({ course: null, phase: 'ready' });
});
