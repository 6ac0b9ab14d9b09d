import { defineScenario } from '../define.ts';

import spam from '../datasets/spamassassin-words.ts';

// Words in fewer than 20 of the 1,051 training mails: too few to learn from, and scaled to huge values when they come.
const rare = new Set(
  `
  matthias perl saou supplied adam refinance justin usr switch rpms zzzzteana hettinga engineer thread
  yesterday teledynamics picasso boston beberg devel sadev dev lenders ouch btw attained garrigues hat
  config decline unsubscribed pgp procmail lib
`
    .trim()
    .split(/\s+/)
    .map((word) => `w_${word}`),
);

export default defineScenario({
  id: 'spam',
  label: 'Spam (control): an alarm that should not lead to retraining',
  order: 10,
  about: 'Is this mail spam? The share of spam goes up and down from week to week.',
  lesson:
    'A control. The mix of mails changes and an alarm may ring, but what makes a mail spam stays the same. A retrained model is hardly better: look at the evidence before you promote it.',
  dataset: 'spamassassin-words',
  task: 'binary',
  target: { column: 'label', positive: 'spam' },
  features: spam.columns
    .filter((column) => column.role === 'feature' && !rare.has(column.name))
    .map((column) => column.name),
  unit: { one: 'mail', many: 'mails' },
  arrange: { by: 'file' },
  trainRows: 1051,
  windowRows: 100,
  labelDelayWindows: 1,
  metric: 'accuracy',
  alarm: { rule: 'metric-below-level', params: { margin: 0.03, windows: 2 } },
  model: { kind: 'logistic-regression', params: {} },
  training: { optimizer: 'adam', learningRate: 0.01, batchSize: 32, epochs: 30, validationShare: 0.2 },
  retrain: { mix: 'window', windowRows: 1000, halfLifeRows: 1000, warm: false, holdoutWindows: 4 },
  seed: 2002,
});
