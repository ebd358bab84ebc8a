import { FinanceCorrectionsResolver } from './finance/corrections.resolver';
import { FinanceCorrections } from './finance/corrections.service';
import { CreditService } from './finance/credit.service';
import { financePolicies } from './finance/finance.policy';
import { FinanceResolver } from './finance/finance.resolver';
import { FinanceService } from './finance/finance.service';
import { FinanceStandingResolver } from './finance/standing.resolver';
import { FinanceStanding } from './finance/standing.service';
import { appliedPackPolicy } from './applied-pack.entity';
import { PackResolver } from './pack.resolver';
import { Rules } from './pack.rules';
import { PackSamples } from './pack.sample';
import { PackService } from './pack.service';
import { serviceRequestPolicy } from './services/service-request.policy';
import { ServiceRequestResolver } from './services/service-request.resolver';
import { ServiceRequestService } from './services/service-request.service';

/** What industry packs add to the module of customers. */
export const packProviders = [Rules, PackSamples, PackService, PackResolver, FinanceService, CreditService, FinanceResolver, FinanceCorrections, FinanceCorrectionsResolver, FinanceStanding, FinanceStandingResolver, ServiceRequestService, ServiceRequestResolver];
export const packPolicies = [...financePolicies, serviceRequestPolicy, appliedPackPolicy];
