/** The network that attempts and requests of strangers count against. An IPv6 network hands a whole /64 to one customer: whoever has it would have 2^64 addresses to try from. */
export function networkOf(ip: string | null): string {
  const plain = (ip ?? 'unknown').replace(/^::ffff:(?=\d+\.)/i, '').split('%')[0]!;
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after].slice(0, 4).map((part) => part.toLowerCase().replace(/^0+(?=.)/, '')).join(':');
}
