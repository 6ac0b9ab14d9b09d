// Every failure the page can name. The code list is closed: texts for people are looked up by code in one place.

export const errorCodes = [
  'aborted',
  'engine-lost',
  'gpu-out-of-memory',
  'diverged',
  'bad-input',
  'bad-file',
  'storage',
  'storage-full',
  'storage-blocked',
  'newer-data',
  'corrupt',
  'unknown',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** An error as plain data, so that it survives structured clone with its code. */
export interface ErrorData {
  readonly code: ErrorCode;
  readonly message: string;
  readonly stack?: string;
}

export class AppError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown; stack?: string }) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    if (options?.stack !== undefined) this.stack = options.stack;
  }

  toData(): ErrorData {
    return { code: this.code, message: this.message, stack: this.stack };
  }

  static revive(data: ErrorData): AppError {
    const known = errorCodes.includes(data.code);
    return new AppError(known ? data.code : 'unknown', data.message, { stack: data.stack });
  }

  /** Anything thrown, as an AppError. An AbortError becomes `aborted`, a QuotaExceededError `storage-full`. */
  static from(thrown: unknown): AppError {
    if (thrown instanceof AppError) return thrown;
    if (thrown instanceof Error) {
      const code =
        thrown.name === 'AbortError'
          ? 'aborted'
          : thrown.name === 'QuotaExceededError'
            ? 'storage-full'
            : 'unknown';
      return new AppError(code, thrown.message, { cause: thrown, stack: thrown.stack });
    }
    return new AppError('unknown', String(thrown));
  }
}
