import { Args, ID, Resolver, Subscription } from '@nestjs/graphql';
import { Access } from '../access/access.decorator';
import { DomainError } from '../errors/domain-error';
import { Change } from './change';
import { Live } from './live';
import { LiveSource } from './live-source';

const MOST_TYPES = 40;
const MOST_IDS = 200;

/** What happens to the rows within one's reach, while it happens. */
@Resolver(() => Change)
export class ChangeResolver {
  constructor(private readonly live: Live) {}

  @Subscription(() => Change, { description: 'Changes within reach: ids and names of readable fields, never values' })
  @Access('signed-in')
  changes(@Args('types', { type: () => [String] }) types: string[], @Args('ids', { type: () => [ID], nullable: true }) ids: string[] | null): LiveSource {
    if (types.length > MOST_TYPES) throw new DomainError('QUERY_LIMIT', { limit: 'types', max: MOST_TYPES });
    if ((ids?.length ?? 0) > MOST_IDS) throw new DomainError('QUERY_LIMIT', { limit: 'ids', max: MOST_IDS });
    this.live.check(types);
    return new LiveSource(new Set(types), ids ? new Set(ids) : null);
  }
}
