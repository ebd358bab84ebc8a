import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** One place inside the house that the operator lets the product call: `host:port`, or a block of addresses. */
export type Allowance = { host: string; port: number } | { block: [Address, number] };

/** Public by range, yet answering for the machines of a cloud: Azure's wire server. */
const SPECIAL = new Set(['168.63.129.16']);
const GLOBAL_V6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** An address in its one form: an IPv4 address dressed as IPv6 is undressed. Null for what is no address. */
export function addressOf(text: string): Address | null {
  const plain = text.replace(/^\[|\]$/g, '').split('%')[0]!;
  if (!ipaddr.isValid(plain)) return null;
  return ipaddr.process(plain);
}

/** Whether an address belongs to the public internet: not private, loopback, link-local, shared, mapped, translated or reserved. */
export function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast' || SPECIAL.has(address.toString())) return false;
  return address.kind() === 'ipv4' || (address as ipaddr.IPv6).match(GLOBAL_V6);
}

/** Whether the operator allows this address by a block of addresses. */
export const inBlocks = (address: Address, allowed: readonly Allowance[]): boolean =>
  allowed.some((one) => 'block' in one && one.block[0].kind() === address.kind() && address.match(one.block as [ipaddr.IPv4 & ipaddr.IPv6, number]));

/** Whether the operator allows this very host and port. */
export const isNamed = (host: string, port: number, allowed: readonly Allowance[]): boolean => allowed.some((one) => 'host' in one && one.host === host && one.port === port);

/** Reads `host:port, 10.0.0.0/8, [::1]:8080`. @throws RangeError that names the part which is neither. */
export function readAllowances(text: string): Allowance[] {
  return text.split(',').map((part) => part.trim()).filter(Boolean).map((part) => {
    if (ipaddr.isValidCIDR(part)) return { block: ipaddr.parseCIDR(part) };
    const url = /^\S+:\d{1,5}$/.test(part) ? URL.parse(`http://${part}`) : null;
    const port = Number(part.slice(part.lastIndexOf(':') + 1));
    if (url === null || url.pathname !== '/' || url.username !== '' || port < 1 || port > 65_535) throw new RangeError(part);
    return { host: url.hostname, port };
  });
}
