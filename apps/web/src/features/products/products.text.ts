import { texts } from '@dossier/ui';

export const productsText = texts('products', {
  title: { zh: '商品', en: 'Products' },
  subject: { zh: '商品', en: 'Products' },
  unit: { zh: '种', en: 'products' },
  code: { zh: '编码', en: 'Code' },
  name: { zh: '名称', en: 'Name' },
  category: { zh: '品类', en: 'Category' },
  unitPrice: { zh: '单价', en: 'Unit price' },
  emptyTitle: { zh: '还没有商品', en: 'No products yet' },
  emptyText: { zh: '导入商品后，订单里的编码会显示成名称，品类也能汇总。', en: 'Once products are imported, order lines show names instead of codes, and categories can be summed up.' },
  importProducts: { zh: '导入商品', en: 'Import products' },
});
