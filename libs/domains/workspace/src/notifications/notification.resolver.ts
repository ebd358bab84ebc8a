import { Args, ArgsType, Field, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ArrayMaxSize, IsUUID } from 'class-validator';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { PageArgs, type Page } from '@dossier/kernel/list';
import { Notification, NotificationConnection } from './notification.entity';
import { NotificationService } from './notification.service';

@ArgsType()
class MarkArgs {
  @Field(() => [ID]) @ArrayMaxSize(200) @IsUUID(undefined, { each: true }) ids!: string[];
}

@Resolver(() => Notification)
export class NotificationResolver {
  constructor(private readonly service: NotificationService) {}

  @Query(() => NotificationConnection, { nullable: true })
  @Access('signed-in')
  notifications(@By() viewer: Viewer, @Args() args: PageArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Query(() => Int)
  @Access('signed-in')
  unreadNotifications(@By() viewer: Viewer): Promise<number> {
    return this.service.unread(viewer);
  }

  @Mutation(() => Int)
  @Access('signed-in')
  markNotificationsRead(@By() viewer: Viewer, @Args() { ids }: MarkArgs): Promise<number> {
    return this.service.markRead(viewer, ids);
  }
}
