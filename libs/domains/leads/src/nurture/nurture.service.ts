import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { oneOf, ref, type ListArgs, type ListSpec, type Page } from '@dossier/kernel/list';
import { Clock } from '@dossier/kernel/time';
import { NurtureState } from '@dossier/vocabulary/lead-enums';
import { Lead } from '../lead/lead.entity';
import { NurtureEnrolment, NurtureTrack } from './nurture.entities';
import type { NurtureEnrolmentFilter, NurtureTrackInput } from './nurture.inputs';
import { requireEntry } from './nurture.rules';

const trackList: ListSpec<never, 'NAME'> = { filter: {}, sort: { NAME: { path: 'name', type: 'text' } }, defaultSort: 'NAME' };
const MOST_TRACKS = 50;
const none: Selection = { fields: new Map(), has: () => false, below: () => none };
const asNodes = (asked: Selection): Selection => ({ fields: new Map([['nodes', asked]]), has: (name) => name === 'nodes', below: () => asked });

/** Who is on a track, the latest first. */
const enrolmentList: ListSpec<keyof NurtureEnrolmentFilter, 'CREATED_AT'> = {
  filter: { track: ref('trackId'), lead: ref('leadId'), state: oneOf('state') },
  sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz' } },
  defaultSort: 'CREATED_AT',
  defaultOrder: 'DESC',
};

/** Tracks of tasks for leads that are not ripe, and which leads go through them. */
@Injectable()
export class NurtureService {
  private readonly loaders = new WeakMap<Viewer, Map<Selection, DataLoader<string, Raw | null>>>();

  constructor(
    @InjectRecords(NurtureTrack) private readonly tracks: Records<NurtureTrack>,
    @InjectRecords(NurtureEnrolment) private readonly enrolments: Records<NurtureEnrolment>,
    @InjectRecords(Lead) private readonly leads: Records<Lead>,
    private readonly clock: Clock,
  ) {}

  /** Every track, by name. */
  async all(viewer: Viewer, asked: Selection): Promise<Raw[]> {
    return (await this.tracks.page(viewer, { first: MOST_TRACKS }, trackList, asNodes(asked))).nodes;
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.tracks.read(viewer, id, asked);
  }

  /** Adds a track. Leads enter it from the next hour on, where it is in force. */
  async create(viewer: Viewer, input: NurtureTrackInput): Promise<NurtureTrack> {
    const [{ count }] = (await currentWork().query<{ count: number }>('select count(*)::int as count from nurture_track where archived_at is null')) as [{ count: number }];
    if (count >= MOST_TRACKS) throw new DomainError('NURTURE_TRACKS_TOO_MANY', { most: MOST_TRACKS });
    return this.tracks.add(viewer, { id: newId(), ...trackOf(input) });
  }

  /** Changes a track. Leads on it go on from the step they stand on, by what is said from now on. */
  async update(viewer: Viewer, id: string, version: number, input: NurtureTrackInput): Promise<NurtureTrack> {
    return this.tracks.save(viewer, await this.tracks.get(viewer, id, 'UPDATE'), trackOf(input), 'UPDATE', { base: version });
  }

  /** Takes a track out of force for good. Leads on it stand still, and go on when it comes back. */
  async archive(viewer: Viewer, id: string): Promise<NurtureTrack> {
    return this.tracks.archive(viewer, await this.tracks.get(viewer, id, 'ARCHIVE'));
  }

  async restore(viewer: Viewer, id: string): Promise<NurtureTrack> {
    return this.tracks.restore(viewer, id);
  }

  page(viewer: Viewer, args: ListArgs, asked: Selection): Promise<Page<Raw>> {
    return this.enrolments.page(viewer, args, enrolmentList, asked);
  }

  readEnrolment(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.enrolments.read(viewer, id, asked);
  }

  /** Takes a lead off its track by hand. Its open task stays. */
  async stop(viewer: Viewer, id: string): Promise<NurtureEnrolment> {
    const enrolment = await this.enrolments.get(viewer, id);
    const lead = await this.leads.get(viewer, enrolment.leadId);
    const word = 'lead.update';
    if (!viewer.may(word) || enrolment.state !== NurtureState.ACTIVE) throw new DomainError('FORBIDDEN', { permission: word });
    await this.requireReach(viewer, lead.id, word);
    const ended = await this.enrolments.save(viewer, enrolment, { state: NurtureState.STOPPED, endedAt: this.clock.now(), nextOn: null }, 'STOP');
    await currentWork().query(`insert into nurture_event (id, enrolment_id, kind, step) values ($1, $2, 'STOPPED', $3)`, [newId(), id, ended.step]);
    return ended;
  }

  /** The lead of a row, one statement for a whole page; null where it lies out of reach. */
  leadOf(viewer: Viewer, asked: Selection, id: string): Promise<Raw | null> {
    let own = this.loaders.get(viewer);
    if (!own) this.loaders.set(viewer, (own = new Map<Selection, DataLoader<string, Raw | null>>()));
    let loader = own.get(asked);
    if (!loader) {
      loader = new DataLoader<string, Raw | null>(async (ids) => {
        const rows = new Map((await this.leads.readAll(viewer, [...new Set(ids)], asked)).map((row) => [String(row['id']), row]));
        return ids.map((one) => rows.get(one) ?? null);
      }, { cache: false });
      own.set(asked, loader);
    }
    return loader.load(id);
  }

  /** The word of the act reaches the lead, not only that of reading. */
  private async requireReach(viewer: Viewer, leadId: string, word: 'lead.update'): Promise<void> {
    const lead = await this.leads.get(viewer, leadId);
    if (!this.leads.policy.scope.covers(viewer.grants.filter(({ action }) => action === word).map(({ scope }) => scope), viewer, lead)) throw new DomainError('FORBIDDEN', { permission: word });
  }
}

function trackOf({ reentryDays, steps, ...input }: NurtureTrackInput): Partial<NurtureTrack> {
  requireEntry(input);
  return { ...input, name: input.name.trim(), grades: [...new Set(input.grades)].sort(), steps: steps.map(({ afterDays, title, text }) => ({ afterDays, title: title.trim(), text: text?.trim() || null })), ...(reentryDays ? { reentryDays } : {}) };
}
