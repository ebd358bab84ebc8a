import { errors, type ErrorCode } from '@dossier/vocabulary/errors';

/** What a person can act on: a code and its facts. The words are chosen by the reader's language. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(code);
    this.name = 'DomainError';
  }

  get httpStatus(): number {
    return errors[this.code].http;
  }
}

/** The sentence of an error in one language, with its facts put in. */
export function sentenceOf(code: ErrorCode, facts: Readonly<Record<string, unknown>>, language: 'zh' | 'en'): string {
  return errors[code][language].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = facts[name];
    return value === undefined || typeof value === 'object' ? whole : String(value);
  });
}
