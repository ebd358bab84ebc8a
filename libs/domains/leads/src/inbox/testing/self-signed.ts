import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto';

const DAY = 86_400_000;

/** A piece of DER: its tag, its length, its content. */
function piece(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const length = body.length < 128 ? [body.length] : body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const sequence = (...content: readonly Buffer[]): Buffer => piece(0x30, ...content);
const hex = (tag: number, text: string): Buffer => piece(tag, Buffer.from(text, 'hex'));
const moment = (at: number): Buffer => piece(0x17, Buffer.from(`${new Date(at).toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`));
/** An extension by the number of its kind below 2.5.29. */
const extension = (kind: string, value: Buffer): Buffer => sequence(hex(0x06, `551d${kind}`), hex(0x04, value.toString('hex')));

const ECDSA_SHA256 = sequence(hex(0x06, '2a8648ce3d040302'));

/** A certificate of this machine that it has signed itself, good for a day: nothing secret has to stand in a file. */
export function selfSigned(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(piece(0x31, sequence(hex(0x06, '550403'), piece(0x0c, Buffer.from('127.0.0.1')))));
  const here = sequence(hex(0x87, '7f000001'));
  const body = sequence(
    piece(0xa0, hex(0x02, '02')), hex(0x02, '01'), ECDSA_SHA256, name, sequence(moment(Date.now() - DAY), moment(Date.now() + DAY)), name, publicKey.export({ type: 'spki', format: 'der' }),
    piece(0xa3, sequence(extension('11', here), extension('13', sequence(hex(0x01, 'ff'))))),
  );
  const der = sequence(body, ECDSA_SHA256, piece(0x03, Buffer.from([0]), sign('sha256', body, privateKey)));
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: new X509Certificate(der).toString() };
}
