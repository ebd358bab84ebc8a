import { Module } from '@nestjs/common';
import { provideDictionary, provideRecords } from '@dossier/kernel/data';
import { TeamsModule } from '@dossier/teams';
import { ApiKeyService } from './clients/api-key.service';
import { ClientViewers } from './clients/client-viewers';
import { clientPolicy } from './clients/client.policy';
import { ClientResolver } from './clients/client.resolver';
import { ClientService } from './clients/client.service';
import { FactorResolver } from './factors/factor.resolver';
import { FactorRotation } from './factors/factor.rotation';
import { FactorService } from './factors/factor.service';
import { SecondProof } from './factors/second-proof.service';
import { AccountLinks } from './invitations/account-links';
import { AccountStates } from './invitations/account-states';
import { CompanyName } from './invitations/company-name';
import { InvitationResolver } from './invitations/invitation.resolver';
import { InvitationService } from './invitations/invitation.service';
import { ResetMail } from './invitations/reset.job';
import { ResetService } from './invitations/reset.service';
import { ProviderClient } from './oidc/provider.client';
import { ProviderController } from './oidc/provider.controller';
import { ProviderResolver } from './oidc/provider.resolver';
import { ProviderService } from './oidc/provider.service';
import { Entrance } from './sessions/entrance';
import { SessionResolver } from './sessions/session.resolver';
import { SignInUpkeep } from './sessions/sign-in.upkeep';
import { LeaverSweeps } from './users/leaver-sweeps';
import { MeResolver } from './users/me.resolver';
import { MeService } from './users/me.service';
import { OwnerService } from './users/owner.service';
import { PasswordWords } from './passwords/password.words';
import { delegationPolicy } from './delegations/delegation.policy';
import { DelegationResolver } from './delegations/delegation.resolver';
import { DelegationService } from './delegations/delegation.service';
import { GrantVocabulary } from './roles/grant.vocabulary';
import { Reach } from './roles/reach.service';
import { RightsResolver } from './roles/rights.resolver';
import { RightsUpkeep } from './roles/rights.upkeep';
import { RoleEdit } from './roles/role-edit.service';
import { RolePreviews } from './roles/role-preview.service';
import { WhyCanService } from './roles/why-can.service';
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
  controllers: [ProviderController],
  providers: [
    provideRecords(userPolicy), provideRecords(rolePolicy), provideRecords(clientPolicy), provideRecords(delegationPolicy),
    ClientViewers, ClientService, ApiKeyService, ClientResolver,
    PasswordWords, SessionSettings, SignInThrottle, ViewerLoader, SessionService, SignInService, WebSession, Entrance, SessionResolver, SignInUpkeep,
    FactorService, FactorRotation, SecondProof, FactorResolver, AccountLinks, AccountStates, CompanyName, InvitationService, InvitationResolver, ResetService, ResetMail,
    ProviderClient, ProviderService, ProviderResolver,
    GrantVocabulary, Reach, RoleEdit, RolePreviews, WhyCanService, RightsResolver, RightsUpkeep, DelegationService, DelegationResolver,
    LeaverSweeps, RoleService, UserService, OwnerService, MeService, RoleResolver, UserResolver, MeResolver,
  ],
  exports: [ViewerLoader, UserService, OwnerService, MeService, WebSession, PasswordWords, CompanyName],
})
export class IdentityModule {}
