// What every kind of failure means for a person: what happened, what is safe, what to do. Looked up by code.

import type { ErrorCode } from '../../core/errors.ts';

interface ErrorText {
  readonly what: string;
  readonly safe: string;
  readonly action: string;
}

export const errorTexts: Record<ErrorCode, ErrorText> = {
  aborted: {
    what: 'The action was cancelled.',
    safe: 'Nothing was changed.',
    action: 'Start it again when you like.',
  },
  'engine-lost': {
    what: 'The worker that trains models stopped answering.',
    safe: 'Everything kept so far is safe; training goes on from its last checkpoint.',
    action: 'Try again. A new worker starts by itself.',
  },
  'gpu-out-of-memory': {
    what: 'The graphics card has no memory left for this model.',
    safe: 'Everything kept so far is safe.',
    action: 'Use a smaller batch or fewer units, or close other tabs that use the graphics card.',
  },
  diverged: {
    what: 'Training went out of bounds: the loss is no longer a number.',
    safe: 'The champion is untouched, and the run is kept with its history up to there.',
    action: 'A lower learning rate helps; it is set in the Train room.',
  },
  'bad-input': {
    what: 'That is not possible as things stand.',
    safe: 'Nothing was changed.',
    action: 'The message says what is missing.',
  },
  'bad-file': {
    what: 'A file could not be read as what it should be.',
    safe: 'Nothing that was stored has changed.',
    action: 'Reload the page. If it happens again, the files of the page are incomplete.',
  },
  storage: {
    what: 'The browser could not keep something.',
    safe: 'What was confirmed as kept before is safe; the last action was not kept.',
    action: 'Reload the page to go on from what is kept.',
  },
  'storage-full': {
    what: 'The disk space that the browser gives this page is used up.',
    safe: 'Everything kept so far is safe. The last action was not kept.',
    action: 'Free some disk space or clear data of other sites, then try again.',
  },
  'storage-blocked': {
    what: 'Another tab of this page is in the way.',
    safe: 'Nothing was changed.',
    action: 'Close the other tab, or take over here.',
  },
  'newer-data': {
    what: 'The data in this browser was written by a newer version of this page.',
    safe: 'It was not touched.',
    action: 'Reload the page to get the newer version.',
  },
  corrupt: {
    what: 'Something that was stored is damaged.',
    safe: 'It is left as it is, and everything else is readable.',
    action: 'Go on with another version, or start over in the Data room.',
  },
  unknown: {
    what: 'Something unexpected went wrong.',
    safe: 'Everything kept so far is safe.',
    action: 'Copy the report, reload the page, and go on.',
  },
};
