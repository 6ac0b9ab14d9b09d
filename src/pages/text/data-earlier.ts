// What the list of earlier projects says.

export const earlierText = {
  project: 'Project',
  /** Where several have the same name. */
  numbered: (name: string, number: number) => `${name} (no. ${number})`,
  began: 'Began',
  lastOpened: 'Last opened',
  knownRows: 'Rows known',
  champion: 'Champion',
  model: (number: number) => `model v${number}`,
  noChampion: 'none yet',
  unreadable: 'cannot be read',
  passed: 'Windows passed',
  seed: 'Seed',
};
