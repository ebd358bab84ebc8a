import { createTransport } from 'nodemailer';
import type { Letter } from './mail.seal';

/** How an attempt ended. UNKNOWN: the server had the message, and the line broke before it said what became of it. */
export type Delivery = { outcome: 'SENT' } | { outcome: 'LATER' | 'REFUSED' | 'UNKNOWN'; error: string };

interface Attempt {
  url: string;
  from: string;
  messageId: string;
  letter: Letter;
}

interface Line {
  tnx?: string;
}

interface SmtpFault {
  code?: string;
  responseCode?: number;
}

const silent = (): void => undefined;

/** Sees in the conversation whether the server has asked for the message itself (354): from there on it may have it. */
function listening(): { logger: object; wasHandedOver: () => boolean } {
  let handedOver = false;
  const hear = (line: Line, text?: unknown): void => {
    if (line?.tnx === 'server' && String(text).startsWith('354')) handedOver = true;
  };
  return { logger: { level: silent, trace: silent, debug: hear, info: hear, warn: silent, error: silent, fatal: silent }, wasHandedOver: () => handedOver };
}

/** Sends one letter over SMTP and tells apart what must be sent again from what must not. */
export async function deliver({ url, from, messageId, letter }: Attempt): Promise<Delivery> {
  const { logger, wasHandedOver } = listening();
  const transport = createTransport({ url, logger, transactionLog: true, connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000, disableFileAccess: true, disableUrlAccess: true } as never);
  try {
    await transport.sendMail({ from, to: { name: '', address: letter.to }, subject: letter.subject, text: letter.text, ...(letter.html ? { html: letter.html } : {}), messageId, headers: { 'Auto-Submitted': 'auto-generated' } });
    return { outcome: 'SENT' };
  } catch (fault) {
    const { code = 'FAULT', responseCode } = fault as SmtpFault;
    if (responseCode === undefined) return { outcome: wasHandedOver() ? 'UNKNOWN' : 'LATER', error: code };
    return { outcome: responseCode >= 500 && code !== 'EAUTH' ? 'REFUSED' : 'LATER', error: `${code} ${responseCode}` };
  } finally {
    transport.close();
  }
}
