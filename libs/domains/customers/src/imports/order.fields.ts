import { choice, code, currency, good, instant, integer, number, text, type Cell, type ImportField } from '@dossier/kernel/exchange';

/** Read with its row's own currency, in `stageOrderLine`. */
const amountText = (raw: string): Cell<string> => good(raw.trim());

/** What a file of orders may bring: one row a line, the order's own facts repeated on each. */
export const orderFields: readonly ImportField[] = [
  { name: 'orderNo', label: { zh: '订单号', en: 'Order number' }, type: 'TEXT', required: true, key: true, parse: code(100) },
  {
    name: 'kind', label: { zh: '订单类型', en: 'Order kind' }, type: 'CHOICE', words: ['订单类型', '单据类型', '交易类型', 'order type', 'order kind', 'transaction type', 'document type'],
    parse: choice({ SALE: ['销售', '销售单', 'order', 'invoice', 'purchase'], REFUND: ['退款', '退货', '退货单', '取消', 'return', 'credit', 'credit note', 'cancellation'] }),
  },
  { name: 'orderedAt', label: { zh: '下单时间', en: 'Ordered at' }, type: 'INSTANT', required: true, parse: instant },
  { name: 'customerKey', label: { zh: '客户编号', en: 'Customer number' }, type: 'TEXT', parse: code(100) },
  { name: 'lineNo', label: { zh: '行号', en: 'Line number' }, type: 'NUMBER', parse: integer(1, 100_000) },
  { name: 'productCode', label: { zh: '商品编码', en: 'Product code' }, type: 'TEXT', parse: code(100) },
  { name: 'productName', label: { zh: '商品名称', en: 'Product name' }, type: 'TEXT', words: ['description', '商品描述'], parse: text(300) },
  { name: 'quantity', label: { zh: '数量', en: 'Quantity' }, type: 'NUMBER', parse: number(-1e9, 1e9) },
  { name: 'unitPrice', label: { zh: '单价', en: 'Unit price' }, type: 'MONEY', parse: amountText },
  { name: 'amount', label: { zh: '金额', en: 'Line amount' }, type: 'MONEY', parse: amountText },
  { name: 'currency', label: { zh: '币种', en: 'Currency' }, type: 'CHOICE', defaultable: true, parse: currency },
  {
    name: 'lineKind', label: { zh: '明细类型', en: 'Line kind' }, type: 'CHOICE',
    parse: choice({ PRODUCT: ['商品', '货品', 'goods', 'item'], FEE: ['费用', '运费', '邮费', '手续费', 'postage', 'shipping', 'discount', '折扣'] }),
  },
  { name: 'externalSource', label: { zh: '编号所属系统', en: 'System of the numbers' }, type: 'TEXT', defaultable: true, parse: code(60) },
  { name: 'refundsOrderNo', label: { zh: '原订单号', en: 'Refunded order' }, type: 'TEXT', parse: code(100) },
];
