import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { on, page, show } from '../../testing/show';
import { CategoriesDocument, ProductCountDocument, ProductsDocument } from './products.documents';
import { productsRoutes } from './products.routes';

const around = [on(CategoriesDocument, { categories: [] }), on(ProductCountDocument, { products: { totalCount: 1, totalIsExact: true } })];

afterEach(cleanup);

describe('products', () => {
  it('shows name, category and price', async () => {
    const product = { id: 'p', version: 1, code: '85123A', name: 'Heart holder', unitPrice: { minor: 255, currency: 'GBP' }, category: { id: 'c', name: 'Kitchen' } };
    await show(productsRoutes, '/products', [...around, on(ProductsDocument, { products: page([product]) })]);
    expect(await screen.findByText('Heart holder')).toBeInTheDocument();
    expect(screen.getByText('£2.55')).toBeInTheDocument();
  });
  it('says what the list is for while there is nothing', async () => {
    await show(productsRoutes, '/products', [...around, on(ProductsDocument, { products: page([]) })]);
    expect(await screen.findByText('No products yet')).toBeInTheDocument();
  });
});
