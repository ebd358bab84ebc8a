import { Module } from '@nestjs/common';
import { provideDictionary, provideRecords } from '@dossier/kernel/data';
import { ChannelsModule } from '@dossier/channels';
import { WorkspaceModule } from '@dossier/workspace';
import { duplicatePolicy } from './duplicates/duplicate-candidate.entity';
import { ClusterRecordResolver, DuplicateClusters } from './duplicates/duplicate-cluster';
import { DuplicateDesk } from './duplicates/duplicate-desk';
import { DuplicateResolver } from './duplicates/duplicate.resolver';
import { DuplicateService } from './duplicates/duplicate.service';
import { consentPolicies, consentProviders } from './consent/consent.providers';
import { PreferencesController } from './consent/preferences/preferences.controller';
import { requestControllers, requestPolicies, requestProviders } from './requests/requests.providers';
import { CommunicationController } from './communication/communication.controller';
import { communicationPolicies, communicationProviders } from './communication/communication.providers';
import { CommunicationService } from './communication/communication.service';
import { LetterDesk } from './communication/letter.desk';
import { DossierController } from './dossier/dossier.controller';
import { dossierPolicies, dossierProviders } from './dossier/dossier.providers';
import { CustomerExportResolver } from './exports/export.resolver';
import { CustomerExports } from './exports/exports';
import { factsPolicies, factsProviders } from './facts/facts.providers';
import { fieldPolicies, fieldProviders } from './fields/fields.providers';
import { identityPolicy } from './identity/identity.policy';
import { IdentityResolver } from './identity/identity.resolver';
import { ContactIndexRotation, PersonKeyRotation } from './identity/identity.rotation';
import { IdentityService } from './identity/identity.service';
import { Lookups } from './identity/lookups';
import { categoryPolicy, orderLinePolicy, orderPolicy, productPolicy } from './orders/order.policy';
import { ContactWriter } from './imports/contact.writer';
import { CustomerImport } from './imports/customer.import';
import { IncomingCustomers } from './incoming/incoming-customer';
import { CustomerRevert } from './imports/customer.revert';
import { CustomerWriter } from './imports/customer.writer';
import { SideWriter } from './imports/side.writer';
import { SideUpdate } from './incoming/side-update';
import { ImportSubjects } from './imports/import.subjects';
import { OrderImport } from './imports/order.import';
import { OrderLines } from './imports/order.lines';
import { OrderWriter } from './imports/order.writer';
import { PersonImport } from './imports/person.import';
import { ProductImport } from './imports/product.import';
import { matchingPolicies, matchingProviders } from './matching/matching.providers';
import { PeopleDesk } from './people/people.desk';
import { mergingPolicies, mergingProviders } from './merging/merging.providers';
import { OrderResolver } from './orders/order.resolver';
import { OrderService } from './orders/order.service';
import { CustomerHistory } from './profile/customer.history';
import { CustomerOf } from './profile/customer.loader';
import { packPolicies, packProviders } from './packs/packs.providers';
import { customerPolicy, tagPolicy } from './profile/customer.policy';
import { CustomerResolver } from './profile/customer.resolver';
import { CustomerService } from './profile/customer.service';
import { TagResolver } from './profile/tag.resolver';
import { TagService } from './profile/tag.service';
import { CustomerSearch } from './search/customer-search';
import { relationshipPolicies, relationshipProviders } from './relationships/relationships.providers';
import { churnPolicy } from './scores/churn.shelf';
import { clusterPolicy } from './scores/cluster.shelf';
import { valuePolicy } from './scores/value.shelf';
import { needPolicy } from './scores/need.shelf';
import { SearchResolver } from './search/search.resolver';
import { SearchService } from './search/search.service';
import { SegmentService } from './segments/segment.service';
import { segmentPolicies, segmentProviders } from './segments/segments.providers';
import { upkeepPolicies, upkeepProviders } from './upkeep/upkeep.providers';
import { BulkEditJob } from './bulk/bulk-edit.job';
import { BulkEditService } from './bulk/bulk-edit.service';
import { BulkEditResolver } from './bulk/bulk-edit.resolver';
import { misusePolicies, misuseProviders } from './misuse/misuse.providers';
import { Intake } from './intake/intake';
import { intakeControllers, intakePolicies, intakeProviders } from './intake/intake.providers';
import { eventControllers, eventPolicies, eventProviders } from './events/events.providers';

provideDictionary('tag', 'select id, name from tag');
provideDictionary('category', 'select id, name from product_category');

const records = [customerPolicy, tagPolicy, identityPolicy, duplicatePolicy, orderPolicy, orderLinePolicy, productPolicy, categoryPolicy, ...consentPolicies, ...requestPolicies, ...matchingPolicies, ...relationshipPolicies, ...fieldPolicies, ...packPolicies, ...communicationPolicies, ...dossierPolicies, ...factsPolicies, ...upkeepPolicies, ...mergingPolicies, ...eventPolicies, ...intakePolicies, ...misusePolicies, ...segmentPolicies, needPolicy, churnPolicy, clusterPolicy, valuePolicy];

@Module({
  imports: [ChannelsModule, WorkspaceModule],
  controllers: [...intakeControllers, CommunicationController, DossierController, ...eventControllers, PreferencesController, ...requestControllers],
  providers: [
    ...records.map((policy) => provideRecords(policy as never)),
    CustomerService, CustomerHistory, CustomerOf, CustomerResolver, TagService, TagResolver,
    IdentityService, IdentityResolver, PersonKeyRotation, ContactIndexRotation, Lookups, DuplicateService, DuplicateDesk, DuplicateClusters, ClusterRecordResolver, DuplicateResolver,
    OrderService, OrderResolver, CustomerSearch, SearchService, SearchResolver,
    ContactWriter, CustomerWriter, CustomerImport, CustomerRevert, ProductImport, OrderLines, OrderWriter, OrderImport, ImportSubjects,
    BulkEditService, BulkEditJob, BulkEditResolver, CustomerExports, CustomerExportResolver, IncomingCustomers,
    ...matchingProviders, ...relationshipProviders,
    ...fieldProviders, ...packProviders,
    ...communicationProviders, ...dossierProviders,
    ...factsProviders, ...upkeepProviders,
    ...mergingProviders, SideWriter, SideUpdate,
    ...consentProviders,
    ...requestProviders,
    ...eventProviders,
    ...intakeProviders, ...misuseProviders, ...segmentProviders, PeopleDesk, PersonImport,
  ],
  exports: [CustomerService, CommunicationService, LetterDesk, PeopleDesk, OrderService, CustomerOf, SegmentService, Intake, PersonImport],
})
export class CustomersModule {}
