import { DomainError } from '@dossier/kernel/errors';
import type { ChannelKind } from '@dossier/vocabulary/enums';

/** A name as it is kept: half width, single blanks, none around it. */
export function namedChannel(name: string, kind?: ChannelKind): { name: string; kind?: ChannelKind } {
  const plain = name.normalize('NFKC').replace(/\s+/g, ' ').trim();
  if (plain === '') throw new DomainError('INVALID_INPUT', { field: 'name', reason: 'EMPTY' });
  return kind === undefined ? { name: plain } : { name: plain, kind };
}
