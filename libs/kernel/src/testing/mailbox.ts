import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** One mail as it arrived. */
export interface ArrivedMail {
  to: string[];
  messageId: string;
  subject: string;
  text: string;
}

/** What the server does with the next mail: takes it, puts it off, refuses it, or hangs up when it has it. */
export type Manner = 'TAKE' | 'LATER' | 'REFUSE' | 'HANG_UP';

/** A mail server of a spec's own, on a free port of this machine. */
export interface Mailbox {
  url: string;
  mails: ArrivedMail[];
  behave(manner: Manner): void;
  /** The mail to this address, as soon as it has come. */
  next(to: string, after?: number): Promise<ArrivedMail>;
  close(): Promise<void>;
}

const refusal = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code });

function decoded(body: string, encoding: string): string {
  if (/base64/i.test(encoding)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/quoted-printable/i.test(encoding)) return body;
  const bytes = body.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

const word = (text: string): string => text.replace(/\r?\n\s+/g, '').replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, value: string) => decoded(kind.toLowerCase() === 'q' ? value.replace(/_/g, ' ') : value, kind.toLowerCase() === 'q' ? 'quoted-printable' : 'base64'));

function read(raw: string, to: string[]): ArrivedMail {
  const header = (name: string, from = raw): string => new RegExp(`^${name}:\\s*((?:.|\\r?\\n[ \\t])*)`, 'im').exec(from.split(/\r?\n\r?\n/)[0]!)?.[1]?.trim() ?? '';
  const boundary = /boundary="?([^";\r\n]+)/i.exec(header('Content-Type'))?.[1];
  const part = boundary ? (raw.split(`--${boundary}`).find((piece) => /content-type:\s*text\/plain/i.test(piece)) ?? '').replace(/^\r?\n/, '') : raw;
  const body = part.slice(part.search(/\r?\n\r?\n/)).trim();
  return { to, messageId: header('Message-ID'), subject: word(header('Subject')), text: decoded(body, header('Content-Transfer-Encoding', part)) };
}

/** Starts it; `port` is taken where it was agreed before. */
export async function startMailbox(port = 0): Promise<Mailbox> {
  const mails: ArrivedMail[] = [];
  let manner: Manner = 'TAKE';
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false,
    onRcptTo: (_address, _session, done) => done(manner === 'REFUSE' ? refusal(550, 'No such person') : manner === 'LATER' ? refusal(451, 'Not now') : null),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push(read(Buffer.concat(chunks).toString('utf8'), session.envelope.rcptTo.map(({ address }) => address)));
        if (manner !== 'HANG_UP') return done();
        for (const connection of server.connections) (connection as unknown as { _socket: { destroy(): void } })._socket.destroy();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const { port: taken } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${taken}`, mails,
    behave: (next) => void (manner = next),
    next: async (to, after = 0) => {
      const deadline = Date.now() + 15_000;
      while (Date.now() < deadline) {
        const found = mails.slice(after).find((mail) => mail.to.includes(to));
        if (found) return found;
        await new Promise((done) => setTimeout(done, 50));
      }
      throw new Error(`No mail for ${to} came; there are ${mails.length}`);
    },
    close: () => new Promise((done) => server.close(() => done())),
  };
}
