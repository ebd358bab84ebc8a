import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Viewer } from '@dossier/kernel/access';
import { InjectRecords, newId, Records } from '@dossier/kernel/data';
import { plainFileName } from '@dossier/workspace';
import { CommunicationDirection, CommunicationKind } from '@dossier/vocabulary/archive-enums';
import { Communication, CommunicationFile } from './communication.entity';
import { FILE_BYTES, filePlace, MOST_FILES } from './communication.files';
import { notePlace } from './communication.service';
import { mediaTypeOf } from './file.rules';
import { PersonBox } from './person.box';

/** A letter that somebody has written to us. */
export interface ReceivedLetter {
  customerId: string;
  at: Date;
  subject: string | null;
  text: string;
  files: readonly { name: string | null; bytes: Buffer }[];
}

/** Why a file of a letter was not kept. */
export type FileLeft = 'KIND' | 'SIZE' | 'COUNT';

const NOTE = 4_000;
const LEFT: Readonly<Record<FileLeft, { zh: string; en: string }>> = {
  KIND: { zh: '类型不收', en: 'of a kind that is not taken' }, SIZE: { zh: '超过 5 MB', en: 'larger than 5 MB' }, COUNT: { zh: '超过 10 个', en: 'more than 10' },
};

/** Puts letters that came in on the record of their sender: words sealed, files judged by their own first bytes like those that staff attach. */
@Injectable()
export class LetterDesk {
  constructor(
    @InjectRecords(Communication) private readonly communications: Records<Communication>,
    @InjectRecords(CommunicationFile) private readonly files: Records<CommunicationFile>,
    private readonly box: PersonBox,
  ) {}

  /** Writes a letter down within the open unit of work. It is no follow-up of ours: nobody has been answered by it. Gives how many of its files were kept. */
  async take(viewer: Viewer, { customerId, at, subject, text, files }: ReceivedLetter): Promise<number> {
    const id = newId();
    const { taken, left } = judged(files);
    const note = noteOf(text, left);
    await this.communications.add(viewer, {
      id, customerId, kind: CommunicationKind.EMAIL, direction: CommunicationDirection.INCOMING, at, answers: [], summary: subject, authorId: null,
      noteCipher: note === null ? null : await this.box.seal(customerId, note, notePlace(id)),
    });
    for (const file of taken) await this.attach(viewer, { customerId, communicationId: id }, file);
    return taken.length;
  }

  private async attach(viewer: Viewer, of: { customerId: string; communicationId: string }, { name, bytes, mediaType }: Taken): Promise<void> {
    const id = newId();
    const content = await this.box.seal(of.customerId, bytes.toString('base64'), filePlace(id));
    await this.files.add(viewer, { ...of, id, name, mediaType, size: bytes.length, hash: createHash('sha256').update(bytes).digest('hex'), content, authorId: null });
  }
}

interface Taken {
  name: string;
  bytes: Buffer;
  mediaType: string;
}

/** Which files are kept, and which are left and why; the first ones that may be kept are. */
function judged(files: ReceivedLetter['files']): { taken: Taken[]; left: { name: string; why: FileLeft }[] } {
  const taken: Taken[] = [];
  const left: { name: string; why: FileLeft }[] = [];
  for (const { name: given, bytes } of files) {
    const name = plainFileName(encodeURIComponent((given ?? '').toWellFormed()));
    const mediaType = bytes.length > FILE_BYTES ? null : mediaTypeOf(bytes);
    if (bytes.length > FILE_BYTES) left.push({ name, why: 'SIZE' });
    else if (mediaType === null) left.push({ name, why: 'KIND' });
    else if (taken.length >= MOST_FILES) left.push({ name, why: 'COUNT' });
    else taken.push({ name, bytes, mediaType });
  }
  return { taken, left };
}

/** The words of the letter, and below them what was not kept of it. */
function noteOf(text: string, left: readonly { name: string; why: FileLeft }[]): string | null {
  const more = left.slice(0, 20).map(({ name, why }) => `[${name}: ${LEFT[why].zh} / ${LEFT[why].en}]`).join('\n');
  const words = text.trim().slice(0, more === '' ? NOTE : Math.max(0, NOTE - more.length - 2));
  return [words, more].filter((part) => part !== '').join('\n\n').slice(0, NOTE) || null;
}
