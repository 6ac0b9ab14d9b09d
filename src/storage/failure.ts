// Names of the browser's storage errors, as errors of ours with words for people.

import { AppError } from '../core/errors.ts';

function nameOf(thrown: unknown): string {
  return thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
}

/** The connection is gone (site data cleared, browser's storage process lost): a fresh one may work. */
export function isConnectionLost(thrown: unknown): boolean {
  return nameOf(thrown) === 'InvalidStateError';
}

/** The browser does not let this page keep anything (private mode, blocked site data). */
export function isRefused(thrown: unknown): boolean {
  return ['SecurityError', 'InvalidStateError', 'NotAllowedError'].includes(nameOf(thrown));
}

export function isUnknownError(thrown: unknown): boolean {
  return nameOf(thrown) === 'UnknownError';
}

/** Never 'aborted', which is not shown: a transaction that the browser aborted is a failure to save. */
export function storageFailure(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const name = nameOf(thrown);
  if (name === 'QuotaExceededError')
    return new AppError(
      'storage-full',
      'The browser has no room left for this page. Nothing was written by halves, and everything saved before is safe. Free some disk space, then try again.',
      { cause: thrown },
    );
  if (name === 'VersionError')
    return new AppError(
      'newer-data',
      'The saved work was written by a newer release of this page. It is safe and untouched. Reload the page to get that release.',
      { cause: thrown },
    );
  const detail = thrown instanceof Error || thrown instanceof DOMException ? thrown.message : String(thrown);
  return new AppError(
    'storage',
    `The browser could not read or write the saved work (${name || 'Error'}: ${detail}). What was saved before is untouched. Try again; if it stays so, close the other tabs of this page and restart the browser.`,
    { cause: thrown },
  );
}
