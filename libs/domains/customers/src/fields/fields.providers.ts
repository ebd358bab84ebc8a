import { customFieldPolicy } from './custom-field.entity';
import { CustomFieldResolver } from './custom-field.resolver';
import { CustomFieldService } from './custom-field.service';
import { CustomValues } from './custom-values';

/** What custom fields add to the module of customers. */
export const fieldProviders = [CustomFieldService, CustomFieldResolver, CustomValues];
export const fieldPolicies = [customFieldPolicy];
