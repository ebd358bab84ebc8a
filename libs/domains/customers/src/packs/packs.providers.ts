import { CreditService } from './finance/credit.service';
import { financePolicies } from './finance/finance.policy';
import { FinanceResolver } from './finance/finance.resolver';
import { FinanceService } from './finance/finance.service';
import { PackResolver } from './pack.resolver';
import { Rules } from './pack.rules';
import { PackSamples } from './pack.sample';
import { PackService } from './pack.service';
import { serviceRequestPolicy } from './services/service-request.policy';
import { ServiceRequestResolver, ServiceRequestService } from './services/service-request.resolver';

/** What industry packs add to the module of customers. */
export const packProviders = [Rules, PackSamples, PackService, PackResolver, FinanceService, CreditService, FinanceResolver, ServiceRequestService, ServiceRequestResolver];
export const packPolicies = [...financePolicies, serviceRequestPolicy];
