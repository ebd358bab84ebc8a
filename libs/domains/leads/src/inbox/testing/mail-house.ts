import { createRequire } from 'node:module';
import type { AddressInfo, Server, Socket } from 'node:net';

interface Folder {
  uidvalidity: number;
  uidnext: number;
  messages: { uid: number; raw: string }[];
}
interface Hoodiecrow {
  server: Server;
  listen(port: number, host: string, done: () => void): void;
  close(done: () => void): void;
  getMailbox(path: string): Folder;
  appendMessage(path: string, flags: string[], at: Date, raw: string): void;
}

const hoodiecrow = createRequire(import.meta.url)('hoodiecrow-imap') as (options: object) => Hoodiecrow;

/** A mail server of IMAP4rev1 beside a spec. */
export class MailHouse {
  private house!: Hoodiecrow;
  private readonly lines = new Set<Socket>();
  port = 0;
  /** The commands that came over lines that were not safe. */
  readonly heard: string[] = [];

  /** `safe`: lines can be made safe by STARTTLS, under this certificate. */
  constructor(private readonly safe: { key: string; cert: string } | null = null) {}

  /** Opens its doors, on the port of before where it had one. */
  async open(messages: readonly string[] = []): Promise<this> {
    this.house = hoodiecrow({ ...(this.safe ? { credentials: { ...this.safe } } : {}), plugins: [...(this.safe ? ['STARTTLS'] : []), 'ID', 'SASL-IR', 'AUTH-PLAIN', 'NAMESPACE', 'ENABLE', 'LITERALPLUS', 'UNSELECT'], storage: { INBOX: { messages: messages.map((raw) => ({ raw: Buffer.from(raw).toString('latin1') })) }, '': { separator: '/', folders: {} } } });
    this.house.server.on('connection', (line: Socket) => {
      this.lines.add(line);
      line.on('data', (bytes: Buffer) => this.heard.push(bytes.toString('latin1')));
      line.on('close', () => this.lines.delete(line));
    });
    await new Promise<void>((done) => this.house.listen(this.port, '127.0.0.1', done));
    this.port = (this.house.server.address() as AddressInfo).port;
    return this;
  }

  /** Breaks every line and closes. */
  async close(): Promise<void> {
    const closed = new Promise<void>((done) => this.house.server.close(() => done()));
    for (const line of this.lines) line.destroy();
    await closed;
  }

  /** A letter comes. */
  receive(raw: string): void {
    this.house.appendMessage('INBOX', [], new Date(), Buffer.from(raw).toString('latin1'));
  }

  /** The server forgets its numbers: every letter bears another one. */
  renumber(): void {
    const folder = this.house.getMailbox('INBOX');
    folder.uidvalidity += 1_000;
    for (const [at, message] of folder.messages.entries()) message.uid = at + 1;
    folder.uidnext = folder.messages.length + 1;
  }
}

/** A name as it stands in the head of a letter. */
const headed = (from: string): string => from.replace(/^[^<]*\P{ASCII}[^<]*(?=<)/u, (name) => `=?utf-8?B?${Buffer.from(name.trim()).toString('base64')}?= `);

/** A file as it is attached to a letter. */
export interface Attached {
  name: string;
  bytes: Buffer;
  /** It stands within the text: a picture of a signature. */
  inline?: boolean;
}

/** A letter with files, as it goes over the line. */
export function letterWith(files: readonly Attached[], given: Parameters<typeof letter>[0]): string {
  const [head, text] = [letter(given), given.text ?? 'Good day'];
  const part = (lines: readonly string[], body: string): string => ['--part', ...lines, '', body, ''].join('\r\n');
  const parts = files.map(({ name, bytes, inline = false }) => part(
    [`Content-Type: ${inline ? 'image/png' : 'application/octet-stream'}; name="${name}"`, 'Content-Transfer-Encoding: base64', `Content-Disposition: ${inline ? 'inline' : 'attachment'}; filename="${name}"`, ...(inline ? [`Content-ID: <${name}@sign>`] : [])],
    bytes.toString('base64').replace(/.{76}/g, '$&\r\n')));
  const plain = 'Content-Type: text/plain; charset=utf-8';
  return `${head.slice(0, head.indexOf(plain))}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="part"\r\n\r\n${part([plain], text)}${parts.join('')}--part--\r\n`;
}

/** A letter as it goes over the line. */
export function letter({ from, subject = 'Hello', text = 'Good day', id, headers = [] }: { from: string | null; subject?: string; text?: string; id?: string; headers?: readonly string[] }): string {
  return [...(from === null ? [] : [`From: ${headed(from)}`]), 'To: sales@ours.example.com', `Subject: ${subject}`, ...(id ? [`Message-ID: <${id}@mail.example.com>`] : []), ...headers, 'Content-Type: text/plain; charset=utf-8', '', text, ''].join('\r\n');
}
