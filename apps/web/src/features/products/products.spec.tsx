import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { on, page, show } from '../../testing/show';
import { CategoriesDocument, ClassifyProductDocument, ProductCountDocument, ProductPacksDocument, ProductsDocument } from './products.documents';
import { productsRoutes } from './products.routes';

const around = [on(CategoriesDocument, { categories: [] }), on(ProductCountDocument, { products: { totalCount: 1, totalIsExact: true } })];

afterEach(cleanup);

describe('products', () => {
  it('shows name, category and price', async () => {
    const product = { id: 'p', version: 1, code: '85123A', name: 'Heart holder', unitPrice: { minor: 255, currency: 'GBP' }, kind: null, riskLevel: null, minAmount: null, isAvailable: true, brand: null, can: ['CLASSIFY'], category: { id: 'c', name: 'Kitchen' } };
    await show(productsRoutes, '/products', [...around, on(ProductsDocument, { products: page([product]) })]);
    expect(await screen.findByText('Heart holder')).toBeInTheDocument();
    expect(screen.getByText('£2.55')).toBeInTheDocument();
  });
  it('says what the list is for while there is nothing', async () => {
    await show(productsRoutes, '/products', [...around, on(ProductsDocument, { products: page([]) })]);
    expect(await screen.findByText('No products yet')).toBeInTheDocument();
  });
  it('tells kinds and risks apart under the finance pack, and takes a change back', async () => {
    const product = { id: 'p', version: 3, code: 'F4', name: 'Fund four', unitPrice: null, kind: 'FUND' as const, riskLevel: null, minAmount: null, isAvailable: true, brand: null, can: ['CLASSIFY'], category: null };
    const { sent } = await show(productsRoutes, '/products', [
      ...around, on(ProductPacksDocument, { appliedPacks: [{ id: 'a', code: 'FINANCE' }] }), on(ProductsDocument, { products: page([product]) }), on(ClassifyProductDocument, { classifyProduct: { id: 'p', version: 4 } }),
    ]);
    fireEvent.click(await screen.findByRole('button', { name: 'Classify Fund four' }));
    const drawer = within(await screen.findByRole('dialog'));
    fireEvent.change(drawer.getByLabelText(/^Least amount/u), { target: { value: '1000' } });
    fireEvent.click(drawer.getByText('Save'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'ClassifyProduct')?.variables).toEqual({ id: 'p', version: 3, input: { kind: 'FUND', riskLevel: null, minAmount: { minor: 100_000, currency: 'GBP' } } }));
    fireEvent.click(await screen.findByText('Undo'));
    await waitFor(() => expect(sent.filter(({ operation }) => operation === 'ClassifyProduct').at(-1)?.variables).toEqual({ id: 'p', version: 4, input: { kind: 'FUND', riskLevel: null, minAmount: null } }));
  });
  it('offers no classes without the pack', async () => {
    await show(productsRoutes, '/products', [...around, on(ProductPacksDocument, { appliedPacks: [] }), on(ProductsDocument, { products: page([{ id: 'p', version: 1, code: 'x', name: 'Tea', unitPrice: null, kind: null, riskLevel: null, minAmount: null, isAvailable: true, brand: null, can: ['CLASSIFY'], category: null }]) })]);
    expect(await screen.findByText('Tea')).toBeInTheDocument();
    expect(screen.queryByText('Risk level')).toBeNull();
  });
});
