import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Events } from '@dossier/kernel/events';
import type { ListArgs, Page } from '@dossier/kernel/list';
import { Clock } from '@dossier/kernel/time';
import { NextStepState } from '@dossier/vocabulary/archive-enums';
import { Baits } from '../misuse/baits';
import { Communication } from './communication.entity';
import { CommunicationChanged, CommunicationRecorded } from './communication.events';
import type { CommunicationInput } from './communication.inputs';
import { communicationList } from './communication.list';
import { communicated, kept, requireContent } from './communication.rules';
import { CustomerStanding } from './customer.standing';
import { InterviewTemplates } from './interview-template.service';
import { PersonBox } from './person.box';

export const notePlace = (rowId: string) => ({ table: 'communication', column: 'note_cipher', rowId });

/** Calls, visits, messages, meetings and interviews: written down by the one who had them. */
@Injectable()
export class CommunicationService {
  constructor(
    @InjectRecords(Communication) private readonly communications: Records<Communication>,
    private readonly standing: CustomerStanding,
    private readonly templates: InterviewTemplates,
    private readonly box: PersonBox,
    private readonly clock: Clock,
    private readonly baits: Baits,
    private readonly events: Events,
  ) {}

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.communications.read(viewer, id, asked);
  }

  page(viewer: Viewer, args: ListArgs, asked: Selection): Promise<Page<Raw>> {
    return this.communications.page(viewer, args, communicationList, asked);
  }

  /** Writes down a communication with a customer, in the name of whoever had it. */
  async record(viewer: Viewer, customerId: string, input: CommunicationInput): Promise<Communication> {
    const customer = await this.standing.require(viewer, customerId, 'communication.write');
    await this.baits.touched(viewer, 'CONTACT', [customer.id]);
    const change = communicated(input, this.clock.now());
    requireContent(change, kept(input.note) !== null);
    if (change.templateId) await this.templates.require(change.templateId);
    const id = newId();
    const made = await this.communications.add(viewer, { ...change, id, customerId: customer.id, authorId: viewer.userId, ...(await this.noteOf(customer.id, id, input)) });
    await this.events.publish(new CommunicationRecorded(id, customer.id));
    return made;
  }

  /** Corrects one's own communication. What others wrote down stays theirs. */
  async update(viewer: Viewer, id: string, version: number, input: CommunicationInput): Promise<Communication> {
    const communication = await this.reached(viewer, id, 'UPDATE');
    if (communication.authorId !== viewer.userId) throw new DomainError('NOT_THE_AUTHOR');
    const change = communicated(input, this.clock.now(), communication);
    if (change.templateId && change.templateId !== communication.templateId) await this.templates.require(change.templateId);
    const note = await this.noteOf(communication.customerId, id, input);
    requireContent({ ...communication, ...change }, 'noteCipher' in note ? note.noteCipher !== null : communication.noteCipher !== null);
    return this.changed(await this.communications.save(viewer, communication, { ...change, ...note }, 'UPDATE', { base: version }));
  }

  /** Says that the next step has been done. */
  async finishStep(viewer: Viewer, id: string): Promise<Communication> {
    const communication = await this.reached(viewer, id, 'FINISH');
    return this.changed(await this.communications.save(viewer, communication, { nextState: NextStepState.DONE }, 'FINISH'));
  }

  /** Opens a next step again that was said to be done. */
  async reopenStep(viewer: Viewer, id: string): Promise<Communication> {
    const communication = await this.reached(viewer, id, 'UPDATE');
    if (communication.nextState !== NextStepState.DONE) throw new DomainError('INVALID_INPUT', { field: 'nextState', reason: 'NOT_DONE' });
    return this.changed(await this.communications.save(viewer, communication, { nextState: NextStepState.OPEN }, 'UPDATE'));
  }

  async archive(viewer: Viewer, id: string): Promise<Communication> {
    return this.changed(await this.communications.archive(viewer, await this.reached(viewer, id, 'ARCHIVE')));
  }

  async restore(viewer: Viewer, id: string): Promise<Communication> {
    await this.reached(viewer, id, 'RESTORE');
    return this.changed(await this.communications.restore(viewer, id));
  }

  /** The private note in clear: one recorded act. */
  async openNote(viewer: Viewer, id: string): Promise<string | null> {
    const communication = await this.reached(viewer, id, 'UPDATE');
    const { note } = currentWork();
    note.objectType = 'Customer';
    note.objectId = communication.customerId;
    note.facts = { communication: id };
    return communication.noteCipher === null ? null : this.box.open(communication.customerId, communication.noteCipher, notePlace(id));
  }

  /** A communication whose customer the word of this action reaches, both held still. */
  async reached(viewer: Viewer, id: string, action: 'UPDATE' | 'FINISH' | 'ARCHIVE' | 'RESTORE'): Promise<Communication> {
    const seen = await this.communications.get(viewer, id);
    await this.standing.require(viewer, seen.customerId, 'communication.write');
    this.communications.require(viewer, seen, action);
    return seen;
  }

  private async changed(communication: Communication): Promise<Communication> {
    await this.events.publish(new CommunicationChanged(communication.id, communication.customerId));
    return communication;
  }

  private async noteOf(customerId: string, id: string, { note }: CommunicationInput): Promise<{ noteCipher?: Buffer | null }> {
    if (note === undefined) return {};
    const text = kept(note);
    return { noteCipher: text === null ? null : await this.box.seal(customerId, text, notePlace(id)) };
  }
}
