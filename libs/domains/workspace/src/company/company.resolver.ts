import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { Me, MeService, WebSession, type WebContext } from '@dossier/identity';
import { Company } from './company.entity';
import { CompanyInput, SetUpInput } from './company.inputs';
import { CompanyService } from './company.service';
import { SetupState } from './set-up.view';

@Resolver(() => Company)
export class CompanyResolver {
  constructor(
    private readonly service: CompanyService,
    private readonly me: MeService,
    private readonly web: WebSession,
  ) {}

  @Query(() => SetupState)
  @Access('anyone')
  setup(): Promise<SetupState> {
    return this.service.state();
  }

  @Query(() => Company, { nullable: true })
  @Access('signed-in')
  company(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, asked);
  }

  @Mutation(() => Company, { nullable: true })
  @Access('company.manage')
  async updateCompany(@By() viewer: Viewer, @Args('input') input: CompanyInput, @Asked() asked: Selection): Promise<Raw> {
    await this.service.update(viewer, input);
    return this.service.read(viewer, asked);
  }

  @Mutation(() => Me, { nullable: true })
  @Access('anyone')
  async setUpOwner(@By() viewer: Viewer, @Context() context: WebContext, @Args('input') input: SetUpInput): Promise<Me | null> {
    const entry = await this.service.setUp(viewer, input);
    return this.me.read(await this.web.follow(context, entry));
  }
}
