import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, newId, Records } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Communication, CommunicationFile } from './communication.entity';
import { CommunicationService } from './communication.service';
import { mediaTypeOf } from './file.rules';
import { PersonBox } from './person.box';

export const FILE_BYTES = 5 * 1024 * 1024;
export const MOST_FILES = 10;

export const filePlace = (rowId: string) => ({ table: 'communication_file', column: 'content', rowId });

export interface OpenedFile {
  name: string;
  mediaType: string;
  bytes: Buffer;
}

/** What was attached to communications: checked by its own first bytes, sealed under the person's key, so that it is gone with the person. */
@Injectable()
export class CommunicationFiles {
  constructor(
    @InjectRecords(CommunicationFile) private readonly files: Records<CommunicationFile>,
    private readonly communications: CommunicationService,
    private readonly box: PersonBox,
    private readonly database: Database,
  ) {}

  /** Attaches a file to a communication. @throws DomainError when it is too large, of a kind that is not taken, or one too many. */
  async attach(viewer: Viewer, communicationId: string, name: string, bytes: Buffer): Promise<CommunicationFile> {
    return this.database.work(viewer, 'attachFile', async () => {
      const communication = await this.communications.reached(viewer, communicationId, 'UPDATE');
      const mediaType = mediaTypeOf(bytes);
      if (mediaType === null) throw new DomainError('FILE_KIND_REFUSED');
      await this.requireRoom(communication);
      const id = newId();
      const content = await this.box.seal(communication.customerId, bytes.toString('base64'), filePlace(id));
      const hash = createHash('sha256').update(bytes).digest('hex');
      currentWork().note.facts = { size: bytes.length, mediaType };
      return this.files.add(viewer, { id, customerId: communication.customerId, communicationId, name, mediaType, size: bytes.length, hash, content, authorId: viewer.userId });
    });
  }

  /** The file in clear for whoever may see the communication; each download leaves an entry. */
  async download(viewer: Viewer, id: string): Promise<OpenedFile> {
    return this.database.work(viewer, 'downloadAttachment', async () => {
      const file = await this.files.get(viewer, id);
      if (file.archivedAt !== null) throw new DomainError('NOT_FOUND');
      const { note } = currentWork();
      Object.assign(note, { objectType: 'Customer', objectId: file.customerId, facts: { file: id, hash: file.hash } });
      return { name: file.name, mediaType: file.mediaType, bytes: Buffer.from(await this.box.open(file.customerId, file.content, filePlace(id)), 'base64') };
    });
  }

  /** Takes a file away again. */
  async remove(viewer: Viewer, id: string): Promise<CommunicationFile> {
    const file = await this.files.get(viewer, id);
    await this.communications.reached(viewer, file.communicationId, 'UPDATE');
    this.files.require(viewer, file, 'ARCHIVE');
    return this.files.archive(viewer, file);
  }

  private async requireRoom({ id }: Communication): Promise<void> {
    const [row] = await currentWork().query<{ count: number }>('select count(*)::int as count from communication_file where communication_id = $1 and archived_at is null', [id]);
    if ((row?.count ?? 0) >= MOST_FILES) throw new DomainError('FILES_TOO_MANY', { most: MOST_FILES });
  }
}
