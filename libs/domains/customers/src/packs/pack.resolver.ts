import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { wholeList } from '@dossier/teams';
import { PackCode } from '@dossier/vocabulary/pack-enums';
import { AppliedPack, appliedPackList } from './applied-pack.entity';
import { PackService } from './pack.service';
import { Pack, PackDiff, PackKpi } from './pack.views';

const byCode = { name: 'code', type: () => PackCode } as const;

@Resolver(() => Pack)
export class PackResolver {
  constructor(
    private readonly service: PackService,
    @InjectRecords(AppliedPack) private readonly applied: Records<AppliedPack>,
  ) {}

  @Query(() => [Pack])
  @Access('customer.read')
  packs(@By() viewer: Viewer): Promise<Pack[]> {
    return this.service.all(viewer);
  }

  @Query(() => [AppliedPack])
  @Access('customer.read')
  appliedPacks(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw[]> {
    return wholeList(this.applied, viewer, asked, { spec: appliedPackList });
  }

  @Query(() => PackDiff, { nullable: true })
  @Access('pack.manage')
  packDiff(@By() viewer: Viewer, @Args(byCode) code: PackCode): Promise<PackDiff> {
    return this.service.diff(viewer, code);
  }

  @Query(() => [PackKpi])
  @Access('customer.read')
  packKpis(@By() viewer: Viewer): Promise<PackKpi[]> {
    return this.service.kpis(viewer);
  }

  @Mutation(() => Pack, { nullable: true })
  @Access('pack.manage')
  applyPack(@By() viewer: Viewer, @Args(byCode) code: PackCode): Promise<Pack> {
    return this.service.apply(viewer, code);
  }

  @Mutation(() => Pack, { nullable: true })
  @Access('pack.manage')
  removePack(@By() viewer: Viewer, @Args(byCode) code: PackCode): Promise<Pack> {
    return this.service.remove(viewer, code);
  }
}
