import { texts } from '@dossier/ui';

export const productsText = texts('lead-products', {
  anyProduct: { zh: '不限，输入名称或编码查找', en: 'any; type a name or code' },
  noProducts: { zh: '您没有查看产品的权限', en: 'You may not see products' },
  noneFound: { zh: '没有找到产品', en: 'No product found' },
  someProduct: { zh: '一款产品', en: 'a product' },
});
