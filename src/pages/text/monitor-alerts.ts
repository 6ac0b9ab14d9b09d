// What the alerts of the monitoring room say.

import { countText } from '../../core/wording.ts';

const windows = (n: number): string => (n === 1 ? '1 window' : `${countText(n)} windows`);

export const alertsText = {
  open: 'What is going on',
  openSubtitle: (open: number, unseen: number) =>
    open === 0
      ? 'Nothing is open'
      : `${open} open, ${unseen} of them not seen by anybody yet. One matter is told once, until it is over`,
  nothing: 'All is as it should be',
  nothingDetail: 'No rule has anything to say about the windows that have passed.',
  notWatched: 'Nothing is watched yet',
  notWatchedDetail: 'With the first windows that pass, the rules begin to look at them.',
  levels: { info: 'Info', warning: 'Warning', alarm: 'Alarm' },
  alarmName: 'The alarm of the scene',
  when: (label: string, window: number, rule: string) => `${rule} · ${label} (window ${window})`,
  worst: (what: string) => `At its worst so far: ${what}.`,
  snoozed: (until: number) => `Put off until ${countText(until)} windows have passed.`,
  seen: (note: string) => `Seen: “${note}”.`,
  cause: (why: string) => `What stands out in the windows of this alert: ${why}`,
  infos: (n: number) => (n === 1 ? '1 thing worth knowing' : `${countText(n)} things worth knowing`),
  picture: 'Show the figure',
  why: 'Why?',
  looking: 'Looking for the feature behind it',
  whyFailed: 'The cause could not be looked for',
  rows: 'Show rows',
  wrongRows: 'Show wrong answers',
  snooze: 'Snooze',
  snoozeFor: 'Windows to keep quiet',
  acknowledge: 'Acknowledge',
  note: 'Note',
  noteHelp: 'What you found, or why nothing has to be done. It is kept in the ledger.',
  keepNote: 'Keep the note',
  cancel: 'Cancel',
  evidence: 'Figure',
  evidenceDescription: (label: string, first: string, last: string, n: number, bound: string) =>
    `${label} from ${first} to ${last}, ${windows(n)}${bound}.`,
  bound: (value: string) => `, held against ${value}`,
  window: 'window',
  history: 'Over',
  historySubtitle: 'What was open once',
  historyNothing: 'Nothing was ever over.',
  historyColumns: { what: 'What', from: 'From', until: 'Over after', why: 'How it ended' },
  rules: 'Rules',
  rulesSubtitle: (budget: string) => `The budget: ${budget}`,
  noBudget: 'No rule has a budget of false alarms',
  usual: 'Usual rules',
  addRule: 'Add a rule',
  edit: 'Edit',
  close: 'Close',
  remove: 'Take away',
  on: (name: string) => `${name} is on`,
  name: 'Name',
  kind: 'Kind of rule',
  figures: 'Figures',
  figuresHelp: (n: number) =>
    `Keys of figures, one after the other with commas; a star stands for anything: quality/missing/*. ${n === 1 ? '1 figure fits' : `${n} figures fit`} now.`,
  level: 'Level',
  levelHelp: 'Only the alarm of the scene asks for a retraining and stops the stream.',
  windowsInARow: 'Bad windows in a row',
  windowsHelp:
    'So many before it speaks. More of them can also make more alerts: what begins in the same window is told as one, and features that waited come apart.',
  clearAfter: 'Good windows until it is over',
  cooldown: 'Windows of a new version to pass over',
  minimumRows: 'Least rows of a figure',
  keep: 'Keep the rule',
  newRule: 'New rule',
  would: (times: number, rows: number) =>
    rows === 0
      ? 'No window has passed that it could be tried on.'
      : `On the ${countText(rows)} rows that have passed it would have spoken ${times === 1 ? 'once' : times === 0 ? 'never' : `${countText(times)} times`}.`,
  wouldWhen: (labels: string) => `Windows: ${labels}.`,
  ruleLine: (kind: string, n: number, clear: number) =>
    `${kind}; speaks after ${windows(n)}, is over after ${windows(clear)} without it`,
  changed: (name: string) => `“${name}” was changed`,
  added: (name: string) => `“${name}” was added`,
  switched: (name: string, on: boolean) => `“${name}” was switched ${on ? 'on' : 'off'}`,
  chip: {
    alarm: (n: number) => (n === 1 ? '1 alarm' : `${n} alarms`),
    warning: (n: number) => (n === 1 ? '1 warning' : `${n} warnings`),
  },
  ranked: 'Features, most to blame first',
  blameColumns: { feature: 'Feature', drift: 'Changed', importance: 'Relied on', back: 'Undone, comes back' },
  blameHelp: {
    drift:
      'Largest difference of the distribution now and before, 0 to 1, beyond what chance makes of so many rows.',
    importance:
      'How much worse the metric gets when this feature is shuffled in rows that the model did not learn from.',
    back: 'How much better the answers would be if this feature alone were as before. Where its values say nothing any more, they are drawn from before, so it can be too little.',
  },
  blamed: (rows: string, labelled: string, reference: string) =>
    `From ${rows} rows of the alert, ${labelled} with labels, held against ${reference} rows from before.`,
  oddAbout: (feature: string, n: number) =>
    `${countText(n)} rows in which ${feature} stands out among all that the model knows.`,
  wrongAbout: (n: number) => `${countText(n)} rows that were answered wrongly.`,
  windowsAbout: (n: number) => `${countText(n)} rows of the windows of this alert.`,
  rowsTitle: 'Rows of an alert',
  facts: {
    rule: 'Rule',
    level: 'Level',
    version: 'Version',
    figure: 'Figure',
    state: 'State',
  },
  states: { open: 'open', over: 'over' },
  windowsCaption: 'Windows that made it speak',
  notThere: 'This alert is not in the project.',
};
