import { DomainError } from '@dossier/kernel/errors';

const MOST = 20;
const LONGEST = 200;

/** The address of a site without path: scheme, host, port. Anything else is no origin, and a star is none either. */
function originOf(typed: string): string {
  const url = typed.length <= LONGEST ? URL.parse(typed.trim()) : null;
  // A policy is a list of words between signs: what is no plain host could say more than one.
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '' || !/^https?:\/\/(\[[\da-f:.]+\]|[\w.-]+)(:\d+)?$/i.test(url.origin)) throw new DomainError('FRAME_ORIGIN', { field: 'origins', typed: typed.slice(0, LONGEST) });
  return url.origin;
}

/** Sites as they are kept: each once, twenty at most. */
export function frameOrigins(typed: readonly string[]): string[] {
  const origins = [...new Set(typed.filter((one) => one.trim() !== '').map(originOf))];
  if (origins.length > MOST) throw new DomainError('INVALID_INPUT', { field: 'origins', reason: `<= ${MOST}` });
  return origins;
}
