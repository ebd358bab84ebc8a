import { isNamed } from './address';
import { judged, type Outside, readTarget, refusedAddress } from './outside';

/** Ports below 1024 at which mail is read; of the others there only the web's own is ever called. */
const MAIL_PORTS = new Set([143, 993]);

/**
 * The one address to connect to of a mail server that somebody typed in, judged as the addresses of receivers are: when it is saved and at
 * each connection. A line that is not safe leads to places alone that the operator allows. @throws ADDRESS_REFUSED
 */
export async function mailPlace({ host, port, isSafe }: { host: string; port: number; isSafe: boolean }, outside: Pick<Outside, 'allowed' | 'resolve'>): Promise<string> {
  const scheme = isSafe ? 'https' : 'http';
  const url = /[\s/@?#\\]/.test(host) ? null : URL.parse(`${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}/`);
  if (url === null || url.hostname === '') throw refusedAddress('URL');
  if (!isNamed(url.hostname, port, outside.allowed)) {
    readTarget(`${scheme}://${url.hostname}/`, outside);
    if (port < 1_024 && !MAIL_PORTS.has(port)) throw refusedAddress('PORT');
  }
  return judged(url, outside);
}
