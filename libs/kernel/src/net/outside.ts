import { lookup } from 'node:dns/promises';
import { DomainError } from '../errors/domain-error';
import { addressOf, type Allowance, inBlocks, isNamed, isPublic } from './address';

/** Where this process may call out to, and how names become addresses. */
export abstract class Outside {
  /** Places that are refused otherwise: receivers in the house, and those of a developer. */
  abstract allowed: readonly Allowance[];
  /** Every address of a name. */
  abstract resolve: (host: string) => Promise<readonly string[]>;
}

/** All addresses that this machine knows a name by, in the order in which it would try them. */
export const addressesOf = async (host: string): Promise<readonly string[]> => (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);

const MOST_LETTERS = 2_000;
/** Names that never lead out of a house. */
const HOUSE_NAME = /^(localhost|.*\.(localhost|local|internal|intranet|lan|home|corp|home\.arpa|arpa|onion|test|invalid|example))$/;

/** A refusal of an address; it never says what stood behind a name. */
export const refusedAddress = (reason: 'URL' | 'SCHEME' | 'CREDENTIALS' | 'PORT' | 'PLACE'): DomainError => new DomainError('ADDRESS_REFUSED', { field: 'url', reason });

const portOf = (url: URL): number => Number(url.port || (url.protocol === 'https:' ? 443 : 80));

/** The address of a receiver, read and judged by its form alone. @throws ADDRESS_REFUSED */
export function readTarget(text: string, { allowed }: Pick<Outside, 'allowed'>): URL {
  const url = text.length <= MOST_LETTERS ? URL.parse(text.trim()) : null;
  if (url === null || !['https:', 'http:'].includes(url.protocol)) throw refusedAddress('URL');
  if (url.username !== '' || url.password !== '') throw refusedAddress('CREDENTIALS');
  url.hash = '';
  const port = portOf(url);
  if (isNamed(url.hostname, port, allowed)) return url;
  const literal = addressOf(url.hostname);
  const inHouse = literal !== null && inBlocks(literal, allowed);
  const mayBeInHouse = inHouse || (literal === null && allowed.some((one) => 'block' in one));
  if (literal !== null && !inHouse && !isPublic(literal)) throw refusedAddress('PLACE');
  if (literal === null && !mayBeInHouse && (!url.hostname.includes('.') || HOUSE_NAME.test(url.hostname.replace(/\.$/, '')))) throw refusedAddress('PLACE');
  if (url.protocol !== 'https:' && !mayBeInHouse) throw refusedAddress('SCHEME');
  // Below 1024 live the services of a machine; of those only the web's own is called.
  if (!mayBeInHouse && port !== 443 && port < 1_024) throw refusedAddress('PORT');
  return url;
}

/**
 * The one address to connect to: the name is resolved once, every address of it is judged, and the caller connects to
 * the one that was judged. @throws ADDRESS_REFUSED when one of them lies inside a house.
 */
export async function judged(url: URL, outside: Pick<Outside, 'allowed' | 'resolve'>): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const literal = addressOf(host);
  const found = literal === null ? await outside.resolve(host).catch(() => []) : [literal.toString()];
  const addresses = found.map((text) => ({ text, address: addressOf(text) }));
  if (addresses.length === 0) throw refusedAddress('PLACE');
  if (isNamed(url.hostname, portOf(url), outside.allowed)) return addresses[0]!.text;
  const inHouse = addresses.every(({ address }) => address !== null && inBlocks(address, outside.allowed));
  const open = addresses.every(({ address }) => address !== null && (isPublic(address) || inBlocks(address, outside.allowed)));
  if (!open || (url.protocol !== 'https:' && !inHouse)) throw refusedAddress('PLACE');
  return addresses[0]!.text;
}
