import { describe, expect, it } from 'vitest';
import type { ErrorData } from '../../src/core/errors.ts';
import { AppError, errorCodes } from '../../src/core/errors.ts';

describe('AppError', () => {
  it.each(errorCodes)('keeps its code, words and stack across structured clone: %s', (code) => {
    const error = new AppError(code, 'What happened.');
    const revived = AppError.revive(structuredClone(error.toData()));
    expect(revived).toBeInstanceOf(AppError);
    expect(revived).toMatchObject({ code, message: 'What happened.', name: 'AppError' });
    expect(revived.stack).toBe(error.stack);
  });

  it('calls a code that it does not know unknown', () => {
    const data = JSON.parse('{"code":"melted","message":"Hot."}') as ErrorData;
    expect(AppError.revive(data)).toMatchObject({ code: 'unknown', message: 'Hot.' });
  });

  it('takes anything that was thrown', () => {
    const own = new AppError('diverged', 'x');
    expect(AppError.from(own)).toBe(own);
    const plain = new TypeError('not a function');
    expect(AppError.from(plain)).toMatchObject({
      code: 'unknown',
      message: 'not a function',
      cause: plain,
      stack: plain.stack,
    });
    expect(AppError.from(new DOMException('stopped', 'AbortError')).code).toBe('aborted');
    expect(AppError.from(new DOMException('no space', 'QuotaExceededError')).code).toBe('storage-full');
    expect(AppError.from('words')).toMatchObject({ code: 'unknown', message: 'words' });
    expect(AppError.from(undefined).message).toBe('undefined');
  });
});
