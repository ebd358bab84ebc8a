import { registerProduct } from '@dossier/kernel/testing';

registerProduct(async () => (await import('./product')).testProduct);
