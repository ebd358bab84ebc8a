import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import type { Page } from '@dossier/kernel/list';
import { ApiKeyService } from './api-key.service';
import { ApiClient, ApiClientConnection, IssuedKey } from './client.entity';
import { ClientChange, ClientInput, ClientListArgs, KeyInput } from './client.inputs';
import { ClientService } from './client.service';

const id = { type: () => ID };
const overlap = { type: () => Int, nullable: true, description: 'How long the old key goes on: 24 hours unless said, 168 at most.' };

@Resolver(() => ApiClient)
export class ClientResolver {
  constructor(
    private readonly service: ClientService,
    private readonly keys: ApiKeyService,
  ) {}

  @Query(() => ApiClientConnection, { nullable: true })
  @Access('key.manage')
  clients(@By() viewer: Viewer, @Args() args: ClientListArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Query(() => ApiClient, { nullable: true })
  @Access('key.manage')
  client(@By() viewer: Viewer, @Args('id', id) clientId: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, clientId, asked);
  }

  @Mutation(() => ApiClient, { nullable: true })
  @Access('key.manage', { stepUp: true })
  async createClient(@By() viewer: Viewer, @Args('input') input: ClientInput, @Asked() asked: Selection): Promise<Raw> {
    const client = await this.service.create(viewer, input);
    return this.service.read(viewer, client.id, asked);
  }

  @Mutation(() => ApiClient, { nullable: true })
  @Access('key.manage', { stepUp: true })
  async updateClient(
    @By() viewer: Viewer, @Args('id', id) clientId: string, @Args('version', { type: () => Int }) version: number,
    @Args('input') input: ClientChange, @Asked() asked: Selection,
  ): Promise<Raw> {
    const client = await this.service.update(viewer, clientId, version, input);
    return this.service.read(viewer, client.id, asked);
  }

  @Mutation(() => ApiClient, { nullable: true })
  @Access('key.manage')
  async archiveClient(@By() viewer: Viewer, @Args('id', id) clientId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.archive(viewer, clientId);
    return this.service.read(viewer, clientId, asked);
  }

  @Mutation(() => IssuedKey, { nullable: true, description: 'The secret stands in this answer and nowhere else' })
  @Access('key.manage', { stepUp: true })
  createKey(@By() viewer: Viewer, @Args('clientId', id) clientId: string, @Args('input') input: KeyInput): Promise<IssuedKey> {
    return this.keys.create(viewer, clientId, input);
  }

  @Mutation(() => IssuedKey, { nullable: true })
  @Access('key.manage', { stepUp: true })
  rotateKey(@By() viewer: Viewer, @Args('id', id) keyId: string, @Args('overlapHours', overlap) overlapHours: number | null): Promise<IssuedKey> {
    return this.keys.rotate(viewer, keyId, overlapHours ?? undefined);
  }

  @Mutation(() => ApiClient, { nullable: true })
  @Access('key.manage')
  async revokeKey(@By() viewer: Viewer, @Args('id', id) keyId: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, await this.keys.revoke(keyId), asked);
  }
}
