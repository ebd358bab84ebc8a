import { Module } from '@nestjs/common';
import { provideDictionary, provideRecords } from '@dossier/kernel/data';
import { TeamsModule } from '@dossier/teams';
import { MeResolver } from './users/me.resolver';
import { MeService } from './users/me.service';
import { OwnerService } from './users/owner.service';
import { PasswordWords } from './passwords/password.words';
import { rolePolicy } from './roles/role.policy';
import { RoleResolver } from './roles/role.resolver';
import { RoleService } from './roles/role.service';
import { SessionService } from './sessions/session.service';
import { SessionSettings } from './sessions/session.settings';
import { SignInService } from './sessions/sign-in.service';
import { SignInThrottle } from './sessions/sign-in.throttle';
import { userPolicy } from './users/user.policy';
import { UserResolver } from './users/user.resolver';
import { UserService } from './users/user.service';
import { ViewerLoader } from './sessions/viewer.loader';
import { WebSession } from './sessions/web-session';

provideDictionary('user', 'select id, name from app_user');
provideDictionary('role', 'select id, name from role');

@Module({
  imports: [TeamsModule],
  providers: [
    provideRecords(userPolicy), provideRecords(rolePolicy),
    PasswordWords, SessionSettings, SignInThrottle, ViewerLoader, SessionService, SignInService, WebSession,
    RoleService, UserService, OwnerService, MeService, RoleResolver, UserResolver, MeResolver,
  ],
  exports: [ViewerLoader, UserService, OwnerService, MeService, WebSession, PasswordWords],
})
export class IdentityModule {}
