import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, type Raw } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Press } from '@dossier/kernel/print';
import { Clock } from '@dossier/kernel/time';
import { fieldBook, labelOf } from '../fields/field-book';
import { titleOf } from '../profile/customer.rules';
import { documentOf } from './dossier.document';
import { DossierReader, type WholeRecord } from './dossier.reader';
import { Speech, type Language } from './dossier.words';

export interface PrintedRecord {
  name: string;
  mediaType: string;
  bytes: Uint8Array;
}

/** The whole record of a customer on paper. */
@Injectable()
export class DossierService {
  constructor(
    private readonly reader: DossierReader,
    private readonly press: Press,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Prints one record as its reader sees it, with a watermark of who and when. One audited act, which keeps the hash of each page. */
  async print(viewer: Viewer, id: string, language: Language): Promise<PrintedRecord> {
    const record = await this.readable(viewer, id);
    const at = this.clock.now();
    const speech = new Speech(language, this.clock.zone);
    const { bytes, hashes } = await this.press.print(documentOf(record, { speech, viewerName: viewer.name, at, custom: customFacts(record.customer, speech) }));
    return this.database.work(viewer, 'printCustomer', async () => {
      Object.assign(currentWork().note, { objectType: 'Customer', objectId: String(record.customer['id']), facts: { language, pages: hashes.length, hashes, size: bytes.length } });
      const title = titleOf({ ...record.customer, companyName: record.customer['companyName'] });
      return { name: `${speech.say('title')} ${[record.customer['archiveNo'], title].filter(Boolean).join(' ')}.pdf`, mediaType: 'application/pdf', bytes };
    });
  }

  /** The record, where the word for printing reaches it. A refusal leaves an entry like that of any act. */
  private async readable(viewer: Viewer, id: string): Promise<WholeRecord> {
    try {
      const record = await this.reader.read(viewer, id);
      if (!(record.customer['can'] as string[]).includes('PRINT')) throw new DomainError('FORBIDDEN', { permission: 'customer.print', action: 'PRINT' });
      return record;
    } catch (fault) {
      if (!(fault instanceof DomainError)) throw fault;
      return this.database.work(viewer, 'printCustomer', () => Promise.reject(fault));
    }
  }
}

/** Values of the company's own fields as they are said: choices by their names, lists with commas. */
function customFacts(customer: Raw, speech: Speech): (readonly [string, string])[] {
  const { language } = speech;
  const values = new Map(((customer['customValues'] ?? []) as { key: string; value: unknown; masked: boolean }[]).map((one) => [one.key, one]));
  return fieldBook.all().flatMap((field) => {
    const one = values.get(field.key);
    if (!one) return [];
    const said = (value: unknown): string => {
      const option = field.options.find((known) => known.value === value);
      return option ? labelOf(option, language) : String(value);
    };
    return [[labelOf(field, language), one.masked ? '***' : Array.isArray(one.value) ? one.value.map(said).join('、') : field.currency !== null && typeof one.value === 'number' ? speech.money({ minor: one.value, currency: field.currency }) : said(one.value)] as const];
  });
}
