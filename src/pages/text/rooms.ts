// What the rooms say. Plain words first.

export const appText = {
  name: 'Model Loop',
  rooms: {
    home: 'Home',
    data: 'Data',
    train: 'Train',
    evaluate: 'Evaluate',
    deploy: 'Deploy',
    monitor: 'Monitor',
    runs: 'Runs',
    engine: 'Engine',
  },
  runsState: (count: number) => (count === 1 ? '1 run' : `${count} runs`),
  roomComing: 'This room is being fetched.',
  roomNotFetched: 'A piece of the page could not be fetched.',
  reloadPage: 'Reload the page. If a newer release has come out meanwhile, that brings it.',
  roomFailed: 'This room could not be shown',
  opening: 'Getting the scene ready',
  openingFailed: 'This scene could not be opened',
  anotherScene: 'Choose another scene',
  partFailed: 'This part could not be shown',
  openingSteps: {
    data: 'Fetching the data and handing it to the engine.',
    training: 'Training the first model on the rows that came before the stream.',
  },
  theme: 'Light or dark',
  startOver: 'Start over',
  watching: 'Another tab is working on this project',
  watchingDetail:
    'This tab only watches, so that nothing is written twice. It follows what the other one does.',
  onlyThere: 'What is set here can be changed there, or here once you take over.',
  takeOver: 'Work here instead',
  memoryOnly: 'Nothing is kept after this tab closes',
  loss: 'The browser gave back less than was kept here',
  lossDetail:
    'This page deleted nothing. What can still be read is shown; go on from it, or close the page and look for the cause first.',
  goOn: 'Go on from here',
  copyReport: 'Copy the report',
  copied: 'Copied',
};

export const homeText = {
  waiting: 'A model is being trained on what happened before the stream begins.',
  damaged: 'The model in production can’t be read any more. Everything else is still here.',
  noLabelsYet: (n: number) => `Model v${n} is live. Its first answers wait for their labels.`,
  ledger: 'Ledger',
  ledgerSubtitle: 'Everything that was decided, newest first',
  loop: 'The loop',
  nextStep: 'Next step',
  empty: 'Nothing has been decided yet',
};

export const dataText = {
  scenes: 'Scenes',
  scenesSubtitle: 'Real data that comes row by row, and two worlds that are made here',
  open: 'Open',
  current: 'Open now',
  startOver: 'Start over',
  startOverHelp:
    'Begins this scene from its first row. What has been done so far is kept under earlier projects.',
  newSeed: 'Start over with a new seed',
  about: 'About the data',
  rows: 'Rows',
  rowsSubtitle: (shown: number, all: string) => `The first ${shown} of ${all}, in the order of the stream`,
  columns: 'Columns',
  recipe: 'Preparation',
  recipeSubtitle: (rows: string, version: number) =>
    `Fitted on the ${rows} training rows of v${version} only, and kept inside the version`,
  catalogue: 'All data sets',
  catalogueSubtitle: (n: number) => `The ${n} that come with the page. Open one to read its card`,
  openScene: (scene: string) => `Open its scene: ${scene}`,
  noScene: 'No scene uses it.',
  preview: 'First rows',
  previewSubtitle: (shown: number, all: string) => `The first ${shown} of ${all}, as shipped`,
  previewWithoutAnswers:
    'Its scene is open in another order than the file’s, so only features and time are shown: the answers come with the stream.',
  generated: 'Made here from a seed when its scene opens, so there is no file to show.',
  fetching: 'Fetching the file',
  size: 'Size',
  task: 'Task',
  measured: 'Measured drift',
  lesson: 'Good for',
  licence: 'Licence',
  source: 'Source',
  citation: 'Citation',
  changes: 'Changes made',
  leaks: 'Leaks',
  digest: 'Digest (SHA-256)',
  earlier: 'Earlier projects',
  earlierSubtitle: 'Kept in this browser',
};

export const trainText = {
  retrain: 'Retrain',
  retrainSubtitle: 'A challenger learns beside the champion, which goes on answering',
  mix: 'Learn from',
  mixes: {
    all: { label: 'All old and new', help: 'Every labelled row so far, all counting the same.' },
    window: { label: 'Latest window', help: 'Only the latest labelled rows: forgets what came before.' },
    recency: { label: 'Recent counts more', help: 'All rows; the older a row, the less it counts.' },
    new: { label: 'New only', help: 'Only rows that came after the champion was trained.' },
  },
  windowRows: 'Rows in the window',
  halfLife: 'Half-life in rows',
  holdout: 'Windows kept out to compare on',
  start: 'Begin from',
  warm: 'The champion’s weights',
  cold: 'Fresh weights',
  warmHelp: 'Goes on from what the champion knows, with its network and preparation.',
  coldHelp: 'Starts anew: fresh weights, preparation fitted on the new rows.',
  model: 'Model',
  training: 'Training',
  optimizer: 'Optimiser',
  learningRate: 'Learning rate',
  batchSize: 'Batch size',
  epochs: 'Epochs',
  validationShare: 'Share kept for validation',
  go: 'Retrain now',
  pause: 'Pause',
  resume: 'Resume',
  stop: 'Stop and keep',
  curves: 'Loss and metric by epoch',
  rowsPreview: (rows: string, holdout: string) =>
    `Would take ${rows} rows, to learn from and to validate on; the latest ${holdout} labelled rows stay out, to compare on.`,
  busy: 'A training is under way.',
  warmNote:
    'A warm start goes on with the champion’s own network. The network chosen here waits for fresh weights.',
  failedSafe: 'The champion is untouched. Change the settings and retrain.',
};

export const evaluateText = {
  verdicts: {
    challenger: 'did better, by more than chance explains',
    champion: 'did worse, by more than chance explains',
    unclear: 'could be better or worse: the interval holds zero',
  },
};

export const deployText = {
  champion: 'Champion',
  challenger: 'Challenger',
  promote: (n: number) => `Promote v${n}`,
  keep: (n: number) => `Keep v${n}`,
  rollBack: (n: number) => `Roll back to v${n}`,
  noChallenger: 'None waits. Retrain to make one.',
  noPrevious: 'There is no earlier champion to go back to.',
  pileEnds: 'Rolling back leads down the pile of champions, and this one lies at its bottom.',
  again: (n: number) => `Put v${n} into production again`,
  level: (metric: string) => `${metric}, at deployment`,
  levelDetail: (n: string) =>
    `on ${n} rows that it did not learn from: its own, not to be held against another’s`,
  sameRows: (n: string) => `Both on the same ${n} rows`,
  difference: 'Difference',
  interval: (low: string, high: string, confidence: number) =>
    `${low} to ${high}, the ${Math.round(confidence * 100)} % interval`,
  notCompared: 'They have not been compared on the same rows yet.',
  onTrial: 'It is on trial. What can be done with it stands with the trial, below.',
  versions: 'Versions',
  versionsSubtitle: 'Nothing is ever overwritten: each can go live again with its exact weights',
  ledger: 'Ledger',
};

export const monitorText = {
  settings: 'Stream and alarm',
  delay: 'Label delay in windows',
  delayHelp: 'How long the true answers take to arrive.',
  margin: 'Margin',
  pauseAtAlarm: 'Pause when an alarm rings',
  noWindows: 'No window has passed yet',
  noWindowsDetail: 'Press play: the stream begins with the first row after the training data.',
  acknowledge: 'Leave it for now',
  feature: 'Feature',
  alerts: 'Alarms',
  noAlerts: 'No alarm so far',
  withoutYou: 'See what would have happened without you',
};
