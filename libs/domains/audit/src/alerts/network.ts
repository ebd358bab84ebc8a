/** The network that an address belongs to: the first 24 bits of IPv4, the first 48 of IPv6. An office that moves within it is no news. */
export function networkOf(ip: string | null): string {
  const plain = (ip ?? '').replace(/^::ffff:(?=\d+\.)/i, '').split('%')[0]!;
  if (plain === '') return '';
  if (!plain.includes(':')) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  const [head = '', tail] = plain.split('::');
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const parts = [...before, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after].slice(0, 3);
  return `${parts.map((part) => part.toLowerCase().replace(/^0+(?=.)/, '')).join(':')}::/48`;
}

/** A browser without its versions: an update of it is no new device. */
export const deviceOf = (agent: string | null): string => (agent ?? '').replace(/[\d._]+/g, '').replace(/\s+/g, ' ').trim().slice(0, 200);
