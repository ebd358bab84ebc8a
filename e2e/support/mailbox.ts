import { SMTPServer } from 'smtp-server';

export interface ArrivedMail {
  to: string;
  text: string;
}

/** A mail server where the product that runs sends its mail. */
export async function startMailbox(): Promise<{ next(to: string): Promise<ArrivedMail>; close(): Promise<void> }> {
  const mails: ArrivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        for (const { address } of session.envelope.rcptTo) mails.push({ to: address, text: plain(raw) });
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((done) => void server.listen(Number(process.env['DOSSIER_MAIL_PORT']), '127.0.0.1', done));
  return {
    next: async (to) => {
      for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
        const found = mails.find((mail) => mail.to === to);
        if (found) return found;
        await new Promise((wait) => setTimeout(wait, 200));
      }
      throw new Error(`No mail for ${to} came.`);
    },
    close: () => new Promise((done) => void server.close(() => done())),
  };
}

/** The plain part of a mail, decoded. */
function plain(raw: string): string {
  const boundary = /boundary="?([^";\r\n]+)/i.exec(raw)?.[1];
  const part = (boundary ? raw.split(`--${boundary}`).find((piece) => /content-type:\s*text\/plain/i.test(piece)) : raw) ?? '';
  const [head = '', ...body] = part.trimStart().split(/\r?\n\r?\n/);
  const text = body.join('\n\n');
  if (/base64/i.test(head)) return Buffer.from(text, 'base64').toString('utf8');
  if (!/quoted-printable/i.test(head)) return text;
  const bytes = text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
