import { DomainError } from './domain-error';

interface PgFault {
  code?: string;
  constraint?: string;
}

const away = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', '57P01', '57P02', '57P03', '08006', '08003', '53300']);
const full = new Set(['53100', 'ENOSPC']);
const late = new Set(['57014', '55P03']);

/** Turns a fault of the database into what a person can act on; anything unknown stays a bug. */
export function asDomainError(fault: unknown): unknown {
  const code = (fault as PgFault | null)?.code;
  if (typeof code !== 'string') return fault;
  if (full.has(code)) return new DomainError('STORAGE_FULL');
  if (away.has(code) || late.has(code)) return new DomainError('UNAVAILABLE');
  return fault;
}
