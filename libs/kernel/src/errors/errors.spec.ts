import { describe, expect, it } from '@jest/globals';
import { DomainError } from './domain-error';
import { plainFault, plainText } from './plain-fault';
import { asDomainError } from './storage-error';

const codeOf = (fault: unknown): string | null => {
  const found = asDomainError(fault);
  return found instanceof DomainError ? found.code : null;
};

describe('faults of the database and the disk', () => {
  it.each([
    ['the disk of the database is full', { code: '53100' }, 'STORAGE_FULL'],
    ['the disk of our files is full', { code: 'ENOSPC', syscall: 'write' }, 'STORAGE_FULL'],
    ['nobody listens', { code: 'ECONNREFUSED', syscall: 'connect' }, 'UNAVAILABLE'],
    ['the socket is not there', { code: 'ENOENT', syscall: 'connect' }, 'UNAVAILABLE'],
    ['the server is told to end', { code: '57P01' }, 'UNAVAILABLE'],
    ['the server is starting', { code: '57P03' }, 'UNAVAILABLE'],
    ['a statement takes too long', { code: '57014' }, 'UNAVAILABLE'],
    ['a lock takes too long', { code: '55P03' }, 'UNAVAILABLE'],
    ['no connection is free', new Error('timeout exceeded when trying to connect'), 'UNAVAILABLE'],
    ['the connection broke', new Error('Connection terminated unexpectedly'), 'UNAVAILABLE'],
  ])('are told as what a person can act on: %s', (_, fault, code) => expect(codeOf(fault)).toBe(code));

  it.each([
    ['a file that is not there', { code: 'ENOENT', syscall: 'open' }],
    ['a doubled key', { code: '23505' }],
    ['a message that merely mentions a connection', new Error('He said: Connection terminated unexpectedly')],
    ['nothing', null],
  ])('stay bugs where they are: %s', (_, fault) => expect(codeOf(fault)).toBeNull());

  it('leave what is worded already alone', () => expect(codeOf(new DomainError('NOT_FOUND'))).toBe('NOT_FOUND'));
});

describe('a fault in one line', () => {
  it('carries kind, code and place, and nothing of a person', () => {
    const line = plainFault(Object.assign(new TypeError('Cannot read "李敏" of li.min@example.com\r\nat +86 138 0013 8000'), { code: 'ERR_X' }));
    expect(line).toMatch(/^TypeError ERR_X Cannot read “…” of \[address\] at \[digits\] at .*errors\.spec\.ts:\d+$/);
  });
  it('is short', () => expect(plainText('x y '.repeat(1_000)).length).toBeLessThan(310));
});
