import type { Params, Viewer } from '@dossier/kernel/access';
import { consented } from '../consent/consented';
import { areReal, isReal } from '../misuse/real';
import { offerableSql } from '../packs/finance/suitability.rules';
import { foundCustomers } from '../search/found';
import { settled, waiting } from '../segments/compile/kept';
import { needShelf } from './need.shelf';
import { scoreReach } from './shelf';

/** Conditions on customers for statements of the domains above: who counts, to whom a product may be offered, what a person has agreed to, whose forecast of the next purchase a viewer may see; whom a typed text finds; of whom the narrow tables tell everything, and who is a moment ahead of them. */
export const customerSql = { isReal, areReal, settled, waiting, found: foundCustomers, offerable: offerableSql, consented, needReach: (viewer: Viewer, alias: string, params: Params) => scoreReach(needShelf, viewer, { alias, params }) } as const;
