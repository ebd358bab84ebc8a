import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { Database, Dictionaries, isId } from '@dossier/kernel/data';
import { LeadDimension } from '@dossier/vocabulary/lead-enums';

/** Fields of a lead that every figure is built of, and those by which a part is told from another: where one is closed, so is the figure. */
const FIELDS = ['status', 'stage', 'openedAt', 'openedOn', 'closedAt'];
const fieldsOf: Readonly<Record<LeadDimension, readonly string[]>> = {
  NONE: [], SOURCE: ['source', 'sourceId'], ORIGIN: ['origin'], OWNER: ['owner', 'ownerId'], TEAM: ['team', 'teamId'], PRODUCT: ['productId', 'productName'], GRADE: ['grade'],
};
const dictionaries: Readonly<Partial<Record<LeadDimension, string>>> = { SOURCE: 'channel', OWNER: 'user', TEAM: 'team' };

export type NameOf = (by: LeadDimension, value: string) => string | null;

/** What parts of leads are called, and which of them a viewer may be shown. */
@Injectable()
export class FunnelNames {
  constructor(
    private readonly database: Database,
    private readonly names: Dictionaries,
  ) {}

  /** Whether these fields of leads stand open in each grant by which the viewer reads leads. */
  sees(viewer: Viewer, fields: readonly string[]): boolean {
    const asked = [...FIELDS, ...fields];
    return viewer.grants.filter(({ action }) => action === 'lead.read').every(({ fields: levels }) => asked.every((field) => (levels?.[field] ?? levels?.['*'] ?? 'READ') === 'READ'));
  }

  seesPart(viewer: Viewer, by: LeadDimension): boolean {
    return this.sees(viewer, fieldsOf[by]) && (by !== LeadDimension.PRODUCT || viewer.may('product.read'));
  }

  /** Names of parts: those of products are looked up, the others are kept in the process. */
  async of(values: readonly { by: LeadDimension; value: string }[]): Promise<NameOf> {
    const products = values.filter(({ by, value }) => by === LeadDimension.PRODUCT && isId(value)).map(({ value }) => value);
    const known = new Map(products.length === 0 ? [] : (await this.database.query<{ id: string; name: string }>('select id, name from product where id = any($1::uuid[])', [[...new Set(products)]])).map(({ id, name }) => [id, name]));
    return (by, value) => {
      if (value === '') return null;
      if (by === LeadDimension.PRODUCT) return known.get(value) ?? null;
      const dictionary = dictionaries[by];
      return dictionary === undefined ? null : (this.names.lookUp(dictionary, value)?.name ?? null);
    };
  }
}
