import type { PackCode } from '@dossier/vocabulary/pack-enums';
import { ecommercePack } from './ecommerce.pack';
import { financePack } from './finance.pack';
import type { PackDefinition } from './pack.types';
import { retailPack } from './retail.pack';
import { servicesPack } from './services.pack';

/** Every industry that the product knows. */
export const packs: readonly PackDefinition[] = [financePack, ecommercePack, retailPack, servicesPack];

export const packOf = (code: PackCode): PackDefinition => packs.find((pack) => pack.code === code)!;
