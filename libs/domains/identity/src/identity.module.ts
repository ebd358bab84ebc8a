import { Module } from '@nestjs/common';
import { provideDictionary, provideRecords } from '@dossier/kernel/data';
import { TeamsModule } from '@dossier/teams';
import { MeResolver } from './me.resolver';
import { MeService } from './me.service';
import { OwnerService } from './owner.service';
import { PasswordWords } from './password.words';
import { rolePolicy } from './role.policy';
import { RoleResolver } from './role.resolver';
import { RoleService } from './role.service';
import { SessionService } from './session.service';
import { SessionSettings } from './session.settings';
import { SignInService } from './sign-in.service';
import { SignInThrottle } from './sign-in.throttle';
import { userPolicy } from './user.policy';
import { UserResolver } from './user.resolver';
import { UserService } from './user.service';
import { ViewerLoader } from './viewer.loader';
import { WebSession } from './web-session';

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
