import { conversionPolicy } from './conversion.policy';
import { ConversionResolver } from './conversion.resolver';
import { ConversionService } from './conversion.service';

export const conversionPolicies = [conversionPolicy];
export const conversionProviders = [ConversionService, ConversionResolver];
