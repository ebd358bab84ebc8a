import { Mutation, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { OperationBatch } from '@dossier/workspace';
import { LeaveDemo } from './leave-demo';

@Resolver()
export class LeaveDemoResolver {
  constructor(private readonly demo: LeaveDemo) {}

  @Mutation(() => OperationBatch, { nullable: true, description: 'Takes the demo company out; afterwards the first-run set-up is open' })
  @Access('company.manage')
  leaveDemo(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw> {
    return this.demo.leave(viewer, asked);
  }
}
