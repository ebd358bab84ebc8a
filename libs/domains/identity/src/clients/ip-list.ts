import ipaddr from 'ipaddr.js';
import { DomainError } from '@dossier/kernel/errors';

const MOST = 50;

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** An address, or a network in CIDR form. Only the plain decimal form counts: `0x7f.1` means other things to other readers. */
function rangeOf(text: string): Range | null {
  const [address = '', bits, more] = text.split('/');
  if (more !== undefined || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return null;
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) && !ipaddr.IPv6.isValid(address)) return null;
  const parsed = ipaddr.process(address);
  const most = parsed.kind() === 'ipv4' ? 32 : 128;
  const length = bits === undefined ? most : Number(bits);
  return length <= most ? [parsed, length] : null;
}

/** The networks a key may come from, each in one form; what is no network is named. */
export function checkedNetworks(given: readonly string[]): string[] {
  if (given.length > MOST) throw new DomainError('INVALID_INPUT', { field: 'ipList', reason: `AT_MOST_${MOST}` });
  const made = given.map((text) => {
    const range = rangeOf(text.trim());
    if (!range) throw new DomainError('INVALID_INPUT', { field: 'ipList', reason: text.slice(0, 60) });
    return `${range[0].toString()}/${range[1]}`;
  });
  return [...new Set(made)];
}

/** Whether an address lies in one of the networks; an empty list lets all of them through. */
export function comesFrom(ip: string | null, networks: readonly string[]): boolean {
  if (networks.length === 0) return true;
  if (ip === null || !ipaddr.isValid(ip.split('%')[0]!)) return false;
  const address = ipaddr.process(ip.split('%')[0]!);
  return networks.some((text) => {
    const range = rangeOf(text);
    return range !== null && range[0].kind() === address.kind() && address.match(range[0], range[1]);
  });
}
