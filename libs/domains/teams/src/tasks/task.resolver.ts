import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { connection, type Page } from '@dossier/kernel/list';
import { Task } from './task.entity';
import { TaskArgs, TaskChange, TaskInput } from './task.inputs';
import { TaskService } from './task.service';

const TaskConnection = connection(Task, 'task.read');
const id = { name: 'id', type: () => ID } as const;
const version = { name: 'version', type: () => Int } as const;

@Resolver(() => Task)
export class TaskResolver {
  constructor(private readonly service: TaskService) {}

  @Query(() => Task, { nullable: true })
  @Access('task.read')
  task(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, one, asked);
  }

  @Query(() => TaskConnection, { nullable: true })
  @Access('task.read')
  tasks(@By() viewer: Viewer, @Args() args: TaskArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Mutation(() => Task, { nullable: true })
  @Access('task.write')
  async createTask(@By() viewer: Viewer, @Args('input') input: TaskInput, @Asked() asked: Selection): Promise<Raw> {
    const made = await this.service.add(viewer, input);
    return this.service.read(viewer, made.id, asked);
  }

  @Mutation(() => Task, { nullable: true })
  @Access('task.write')
  async updateTask(@By() viewer: Viewer, @Args(id) one: string, @Args(version) seen: number, @Args('input') input: TaskChange, @Asked() asked: Selection): Promise<Raw> {
    await this.service.update(viewer, one, seen, input);
    return this.service.read(viewer, one, asked);
  }

  @Mutation(() => Task, { nullable: true })
  @Access('task.write')
  async finishTask(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.finish(viewer, one);
    return this.service.read(viewer, one, asked);
  }

  @Mutation(() => Task, { nullable: true })
  @Access('task.write')
  async acceptTask(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.accept(viewer, one);
    return this.service.read(viewer, one, asked);
  }

  @Mutation(() => Task, { nullable: true })
  @Access('task.write')
  async reopenTask(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.reopen(viewer, one);
    return this.service.read(viewer, one, asked);
  }

  @Mutation(() => Task, { nullable: true })
  @Access('task.write')
  async cancelTask(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.cancel(viewer, one);
    return this.service.read(viewer, one, asked);
  }

  @Mutation(() => Task, { nullable: true })
  @Access('task.write')
  async reassignTask(@By() viewer: Viewer, @Args(id) one: string, @Args('assigneeId', { type: () => ID }) assigneeId: string, @Asked() asked: Selection): Promise<Raw | null> {
    await this.service.reassign(viewer, one, assigneeId);
    // Whoever hands a task out of their reach sees it no more.
    return (await this.service.those(viewer, [one], asked))[0] ?? null;
  }

  @Mutation(() => Task, { nullable: true })
  @Access('task.write')
  async archiveTask(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.archive(viewer, one);
    return this.service.read(viewer, one, asked);
  }

  @Mutation(() => Task, { nullable: true })
  @Access('task.write')
  async restoreTask(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.restore(viewer, one);
    return this.service.read(viewer, one, asked);
  }

  /** Those out of reach are left out. */
  @ResolveField(() => [Task], { nullable: true })
  dependsOn(@By() viewer: Viewer, @Parent() row: Raw, @Asked() asked: Selection): Promise<Raw[]> {
    return this.service.those(viewer, (row['dependsOn'] as string[] | null | undefined) ?? [], asked);
  }
}
