import { Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { Role } from './role.entity';
import { RoleService } from './role.service';

@Resolver(() => Role)
export class RoleResolver {
  constructor(private readonly service: RoleService) {}

  @Query(() => [Role])
  @Access('role.read')
  roles(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw[]> {
    return this.service.all(viewer, asked);
  }
}
