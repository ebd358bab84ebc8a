import { provideDictionary } from '@dossier/kernel/data';
import { followsCustomer, staysWithRecord } from '../merging/parts';
import { consentEntryPolicy } from './consent.entities';
import { ConsentExchange, purposeWays } from './consent.exchange';
import { ConsentLedger } from './consent.ledger';
import { ConsentResolver, PurposeResolver } from './consent.resolver';
import { ConsentRevert } from './consent.revert';
import { ConsentRotation } from './consent.rotation';
import { ConsentService } from './consent.service';
import { PreferenceLinks } from './preferences/links';
import { PreferencesThrottle } from './preferences/preferences.throttle';
import { noticePolicy, purposePolicy } from './purpose.entity';
import { PurposeService } from './purpose.service';

provideDictionary('purpose', 'select id, code as name from purpose');
provideDictionary('purpose-way', purposeWays);
followsCustomer('consent_state', 'computed from the lines of the ledger by refresh_consent_state', 'refresh_consent_state');
staysWithRecord('erased_at');

export const consentPolicies = [purposePolicy, noticePolicy, consentEntryPolicy];

export const consentProviders = [ConsentLedger, ConsentExchange, ConsentRevert, ConsentRotation, PurposeService, ConsentService, ConsentResolver, PurposeResolver, PreferenceLinks, PreferencesThrottle];
