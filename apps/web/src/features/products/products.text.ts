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
  kind: { zh: '类别', en: 'Kind' },
  riskLevel: { zh: '风险等级', en: 'Risk level' },
  minAmount: { zh: '起购金额', en: 'Least amount' },
  minAmountIn: { zh: '起购金额（{currency}）', en: 'Least amount ({currency})' },
  notSet: { zh: '未设置', en: 'not set' },
  classify: { zh: '设置', en: 'Classify' },
  classifyThing: { zh: '设置类别与风险：{name}', en: 'Classify {name}' },
  classifyNote: { zh: '没有风险等级的产品不受适当性规则约束；类别决定信用关注和双录。', en: 'A product without a risk level is not bound by the rules of suitability; its kind decides about credit watch and recordings.' },
  classified: { zh: '“{name}”已设置。', en: '“{name}” is classified.' },
  save: { zh: '保存', en: 'Save' },
});
