import { ResolveField, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { Me } from '@dossier/identity';
import { Company } from './company.entity';
import { CompanyService } from './company.service';

/** What the workspace adds to the one who is signed in: the company they work in, and how far it is set up. */
@Resolver(() => Me)
export class MeCompanyResolver {
  constructor(private readonly service: CompanyService) {}

  @ResolveField(() => Company)
  @Access('signed-in')
  company(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, asked);
  }

  @ResolveField(() => Boolean)
  @Access('signed-in')
  @Access('signed-in')
  async setupNeeded(): Promise<boolean> {
    const { setUpAt, demo } = await this.service.settings();
    return setUpAt === null && !demo;
  }

  @ResolveField(() => Boolean)
  @Access('signed-in')
  @Access('signed-in')
  async demo(): Promise<boolean> {
    return (await this.service.settings()).demo;
  }
}
