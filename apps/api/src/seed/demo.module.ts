import { Module } from '@nestjs/common';
import { IdentityModule } from '@dossier/identity';
import { WorkspaceModule } from '@dossier/workspace';
import { LeaveDemo } from './leave-demo';
import { LeaveDemoResolver } from './leave-demo.resolver';

/** The demo company: how it is left. How it comes is `loadDemo`. */
@Module({ imports: [IdentityModule, WorkspaceModule], providers: [LeaveDemo, LeaveDemoResolver] })
export class DemoModule {}
