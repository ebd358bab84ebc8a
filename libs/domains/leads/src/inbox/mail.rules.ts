import { createHash } from 'node:crypto';
import type { AddressObject, ParsedMail } from 'mailparser';

/** Letters larger than this are left on the server. */
export const MOST_BYTES = 10 * 1024 * 1024;
const MOST_LETTERS = 20_000;

export type SetAside = 'AUTOMATIC' | 'BOUNCE' | 'LIST' | 'OWN' | 'NO_SENDER' | 'TOO_LARGE' | 'BROKEN';

/** A letter of somebody: who wrote, about what, and in which words. */
export interface Letter {
  address: string;
  name: string | null;
  subject: string | null;
  text: string;
}

/**
 * By what a letter is known again: its Message-ID with its sender, so that nobody can hide the letter of another by using its number;
 * without one, its place in the mailbox.
 */
export function keyOf(raw: Buffer, { validity, uid }: { validity: string; uid: number }): string {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.subarray(0, end < 0 ? Math.min(raw.length, 65_536) : end).toString('latin1').replace(/\r?\n[ \t]+/g, ' ');
  const id = /^message-id:\s*(<[^>\s]+>)/im.exec(head)?.[1];
  if (id === undefined) return `at:${validity}:${uid}`;
  const from = /^from:(.*)$/im.exec(head)?.[1] ?? '';
  return `id:${createHash('sha256').update(`${id}\n${(/[^\s<>"]+@[^\s<>"]+/.exec(from)?.[0] ?? from).trim().toLowerCase()}`).digest('hex')}`;
}

const headerOf = (mail: ParsedMail, name: string): string => {
  const line = mail.headerLines.find(({ key }) => key === name)?.line ?? '';
  return line.slice(line.indexOf(':') + 1).trim().toLowerCase();
};

/** Why a letter is of nobody who wants something; null: somebody wrote it. */
export function asideOf(mail: ParsedMail, own: ReadonlySet<string>): SetAside | null {
  const sender = senderOf(mail);
  const kind = headerOf(mail, 'content-type');
  if (headerOf(mail, 'return-path') === '<>' || kind.startsWith('multipart/report') || /^(mailer-daemon|postmaster)@/i.test(sender?.address ?? '')) return 'BOUNCE';
  const auto = headerOf(mail, 'auto-submitted');
  if ((auto !== '' && auto !== 'no') || headerOf(mail, 'x-autoreply') !== '' || headerOf(mail, 'x-autorespond') !== '') return 'AUTOMATIC';
  if (headerOf(mail, 'list-id') !== '' || headerOf(mail, 'list-unsubscribe') !== '' || /^(bulk|list|junk)/.test(headerOf(mail, 'precedence'))) return 'LIST';
  if (sender === null) return 'NO_SENDER';
  return own.has(sender.address) ? 'OWN' : null;
}

/** Who wrote, where one address is said and can be one. */
export function senderOf({ from }: { from?: AddressObject | undefined }): { address: string; name: string | null } | null {
  const [one] = from?.value ?? [];
  const address = one?.address?.trim().toLowerCase() ?? '';
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address) || address.length > 254) return null;
  return { address, name: one?.name.replace(/[\s\p{Cc}]+/gu, ' ').trim().slice(0, 200) || null };
}

/** The letter without what it is packed in. */
export function letterOf(mail: ParsedMail): Letter | null {
  const sender = senderOf(mail);
  if (sender === null) return null;
  const subject = mail.subject?.replace(/[\s\p{Cc}]+/gu, ' ').trim().slice(0, 200).toWellFormed() || null;
  return { ...sender, subject, text: (mail.text ?? '').replaceAll('\u0000', '').trim().slice(0, MOST_LETTERS).toWellFormed() };
}

/** What was attached to a letter. Pictures that stand within its text are the ornaments of signatures, and are left. */
export const filesOf = (mail: ParsedMail): { name: string | null; bytes: Buffer }[] =>
  mail.attachments.filter(({ related, cid, contentDisposition, contentType }) => !(contentType.startsWith('image/') && (related || (cid && contentDisposition === 'inline'))))
    .map(({ filename, content }) => ({ name: filename ?? null, bytes: content }));
