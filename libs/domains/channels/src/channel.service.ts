import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Dictionaries, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { wholeList } from '@dossier/teams';
import { Channel } from './channel.entity';
import type { ChannelInput } from './channel.inputs';
import { channelList } from './channel.list';
import { namedChannel } from './channel.rules';

@Injectable()
export class ChannelService {
  constructor(
    @InjectRecords(Channel) private readonly channels: Records<Channel>,
    private readonly dictionaries: Dictionaries,
  ) {}

  /** All channels that are in use, by name. */
  all(viewer: Viewer, asked: Selection): Promise<Raw[]> {
    return wholeList(this.channels, viewer, asked, { spec: channelList });
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.channels.read(viewer, id, asked);
  }

  /** Adds a channel. */
  async create(viewer: Viewer, input: ChannelInput): Promise<Channel> {
    const named = namedChannel(input.name, input.kind);
    await this.refuseTaken(named.name, null);
    const channel = await this.channels.add(viewer, named);
    this.tell();
    return channel;
  }

  /** Renames a channel or changes its kind. */
  async update(viewer: Viewer, id: string, version: number, input: ChannelInput): Promise<Channel> {
    const channel = await this.channels.get(viewer, id, 'UPDATE');
    const named = namedChannel(input.name, input.kind);
    await this.refuseTaken(named.name, id);
    const saved = await this.channels.save(viewer, channel, named, 'UPDATE', { base: version });
    this.tell();
    return saved;
  }

  /** Takes a channel out of the choices; customers keep it as their source. */
  async archive(viewer: Viewer, id: string): Promise<Channel> {
    const channel = await this.channels.get(viewer, id, 'ARCHIVE');
    return this.channels.archive(viewer, channel);
  }

  /** Refuses an id that names no channel in use: for inputs of other domains. */
  async require(id: string): Promise<void> {
    const found = await currentWork().query('select 1 from channel where id = $1 and archived_at is null', [id]);
    if (found.length === 0) throw new DomainError('NOT_FOUND');
  }

  private async refuseTaken(name: string, id: string | null): Promise<void> {
    const taken = await currentWork().query('select 1 from channel where lower(name) = lower($1) and archived_at is null and id is distinct from $2::uuid', [name, id]);
    if (taken.length > 0) throw new DomainError('NAME_TAKEN', { field: 'name', name });
  }

  private tell(): void {
    currentWork().after(() => this.dictionaries.refresh('channel'));
  }
}
