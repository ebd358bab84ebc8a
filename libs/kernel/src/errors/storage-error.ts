import { DomainError } from './domain-error';

interface PgFault {
  code?: unknown;
  message?: unknown;
  syscall?: unknown;
}

/** The server is going, gone, coming, or lets nobody else in. */
const away = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN', '57P01', '57P02', '57P03', '57P05', '25P03', '08000', '08001', '08003', '08004', '08006', '53300']);
/** No room on the disk, of the database or of our own files. */
const full = new Set(['53100', 'ENOSPC', 'EDQUOT']);
/** It took longer than a statement or a lock may, or was cancelled. */
const late = new Set(['57014', '55P03', '53200', '40001', '40P01']);
/** The driver gives no code where the connection itself broke or none became free in time. */
const lost = /^(?:timeout exceeded when trying to connect|Connection terminated\b.*|Client has encountered a connection error.*|Client was closed and is not queryable|Cannot use a pool after calling end on the pool|Query read timeout)$/;

/** Turns a fault of the database or the disk into what a person can act on; anything unknown stays a bug. */
export function asDomainError(fault: unknown): unknown {
  if (fault === null || typeof fault !== 'object' || fault instanceof DomainError) return fault;
  const { code, message, syscall } = fault as PgFault;
  if (typeof code === 'string') {
    if (full.has(code)) return new DomainError('STORAGE_FULL');
    // A socket that is not there is a server that is away; a file that is not there is a bug.
    if (away.has(code) || late.has(code) || (code === 'ENOENT' && syscall === 'connect')) return new DomainError('UNAVAILABLE');
  }
  return typeof message === 'string' && lost.test(message) ? new DomainError('UNAVAILABLE') : fault;
}
