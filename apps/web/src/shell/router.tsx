import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { screen } from '@dossier/client';
import { auditRoutes } from '../features/audit/audit.routes';
import { customersRoutes } from '../features/customers/customers.routes';
import { duplicatesRoutes } from '../features/duplicates/duplicates.routes';
import { exportsRoutes } from '../features/exports/exports.routes';
import { fieldsRoutes } from '../features/fields/fields.routes';
import { formsRoutes } from '../features/forms/forms.routes';
import { homeRoutes } from '../features/home/home.routes';
import { importsRoutes } from '../features/imports/imports.routes';
import { insightRoutes } from '../features/insight/insight.routes';
import { keysRoutes } from '../features/keys/keys.routes';
import { operationsRoutes } from '../features/operations/operations.routes';
import { ordersRoutes } from '../features/orders/orders.routes';
import { packsRoutes } from '../features/packs/packs.routes';
import { privacyRoutes } from '../features/privacy/privacy.routes';
import { productsRoutes } from '../features/products/products.routes';
import { profileRoutes } from '../features/profile/profile.routes';
import { sitesRoutes } from '../features/sites/sites.routes';
import { reconciliationRoutes } from '../features/reconciliation/reconciliation.routes';
import { leadsRoutes } from '../features/leads/leads.routes';
import { segmentsRoutes } from '../features/segments/segments.routes';
import { tagsRoutes } from '../features/tags/tags.routes';
import { tasksRoutes } from '../features/tasks/tasks.routes';
import { teamRoutes } from '../features/team/team.routes';
import { upkeepRoutes } from '../features/upkeep/upkeep.routes';
import { webhooksRoutes } from '../features/webhooks/webhooks.routes';
import { Broken } from './Broken';
import { Entry } from './Entry';

const features = [homeRoutes, customersRoutes, ordersRoutes, productsRoutes, duplicatesRoutes, reconciliationRoutes, importsRoutes, exportsRoutes, formsRoutes, tagsRoutes, fieldsRoutes, packsRoutes, sitesRoutes, teamRoutes, keysRoutes, auditRoutes, privacyRoutes, profileRoutes, upkeepRoutes, webhooksRoutes, operationsRoutes, segmentsRoutes, insightRoutes, leadsRoutes, tasksRoutes];

const root = createRootRoute({ component: Entry, errorComponent: Broken });
const everything = features.flatMap(routes => routes(root));
const lost = screen(root, '$', () => import('./Lost').then(module => module.Lost));
const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: () => null });

/** All features joined; each screen is a chunk of its own. */
export const router = createRouter({
  routeTree: root.addChildren([...everything, signIn, lost]),
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: Broken,
  defaultPendingMinMs: 0,
});
