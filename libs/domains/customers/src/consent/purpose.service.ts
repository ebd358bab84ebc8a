import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, Dictionaries, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { ListSpec } from '@dossier/kernel/list';
import { wholeList } from '@dossier/teams';
import { ConsentChannel, type LegalBasis } from '@dossier/vocabulary/privacy-enums';
import { Purpose } from './purpose.entity';
import type { NewPurposeInput, NoticeInput, PurposeInput } from './purpose.inputs';

const purposeList: ListSpec<never, 'CREATED_AT'> = { filter: {}, sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz' } }, defaultSort: 'CREATED_AT' };

/** A purpose as the verbs of consent need it. */
export interface KnownPurpose {
  id: string;
  code: string;
  legalBasis: LegalBasis;
  channels: ConsentChannel[];
  /** The newest notice. */
  noticeId: string | null;
}

/** What data is used for, and what people are told about it. */
@Injectable()
export class PurposeService {
  constructor(
    @InjectRecords(Purpose) private readonly purposes: Records<Purpose>,
    private readonly database: Database,
    private readonly dictionaries: Dictionaries,
  ) {}

  all(viewer: Viewer, asked: Selection): Promise<Raw[]> {
    return wholeList(this.purposes, viewer, asked, { spec: purposeList });
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.purposes.read(viewer, id, asked);
  }

  /** Adds a purpose with the first version of its notice. */
  async create(viewer: Viewer, { notice, noticeEn, ...input }: NewPurposeInput): Promise<Purpose> {
    const taken = await currentWork().query('select 1 from purpose where code = $1', [input.code]);
    if (taken.length > 0) throw new DomainError('NAME_TAKEN', { field: 'code', name: input.code });
    this.tell();
    const purpose = await this.purposes.add(viewer, { ...tidy(input), code: input.code, legalBasis: input.legalBasis });
    await this.publish(viewer, purpose.id, { text: notice, textEn: noticeEn });
    return purpose;
  }

  /** Changes names and ways. Code and legal basis never change. */
  async update(viewer: Viewer, id: string, version: number, input: PurposeInput): Promise<Purpose> {
    const purpose = await this.purposes.get(viewer, id, 'UPDATE');
    this.tell();
    return this.purposes.save(viewer, purpose, tidy(input), 'UPDATE', { base: version });
  }

  /** Takes a purpose out of use: from now on it lets nobody through. */
  async archive(viewer: Viewer, id: string): Promise<Purpose> {
    this.tell();
    return this.purposes.archive(viewer, await this.purposes.get(viewer, id, 'ARCHIVE'));
  }

  /** Publishes the next version of the notice; those before stand as they are. */
  async publish(viewer: Viewer, id: string, { text, textEn }: NoticeInput): Promise<void> {
    await this.purposes.get(viewer, id, 'UPDATE');
    await currentWork().query('insert into notice (id, purpose_id, number, text, text_en) select $1, $2, coalesce(max(number), 0) + 1, $3, $4 from notice where purpose_id = $2', [newId(), id, text.trim(), textEn.trim()]);
  }

  /** The purpose of a code, or UNKNOWN_NAME. */
  async require(code: string): Promise<KnownPurpose> {
    const [found] = await this.known([code]);
    if (!found) throw new DomainError('UNKNOWN_NAME', { type: 'Purpose', name: code });
    return found;
  }

  /** Purposes in use, all of them unless codes are named. */
  async known(codes: readonly string[] | null = null): Promise<KnownPurpose[]> {
    return this.database.query<KnownPurpose & Record<string, unknown>>(
      `select p.id, p.code, p.legal_basis as "legalBasis", p.channels, (select n.id from notice n where n.purpose_id = p.id order by n.number desc limit 1) as "noticeId"
        from purpose p where p.archived_at is null and ($1::text[] is null or p.code = any($1)) order by p.created_at, p.id`, [codes]);
  }

  /** The notice of a version, of this purpose. */
  async notice(purposeId: string, number: number): Promise<string> {
    const [found] = await this.database.query<{ id: string }>('select id from notice where purpose_id = $1 and number = $2', [purposeId, number]);
    if (!found) throw new DomainError('INVALID_INPUT', { field: 'notice', reason: 'UNKNOWN' });
    return found.id;
  }

  private tell(): void {
    currentWork().after(async () => {
      for (const name of ['purpose', 'purpose-way']) await this.dictionaries.refresh(name);
    });
  }
}

const tidy = ({ name, nameEn, channels, marketing }: PurposeInput): Partial<Purpose> => ({ name: name.trim(), nameEn: nameEn.trim(), channels: channels.filter((channel) => channel !== ConsentChannel.ANY), marketing });
