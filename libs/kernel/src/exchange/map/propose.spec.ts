import { describe, expect, it } from '@jest/globals';
import { good } from '../problem';
import type { ImportField } from '../import-spec';
import { headerScore, proposeMapping } from './propose';
import { shapeKey } from './shape-key';

const field = (name: string, zh: string, en: string, looks?: (text: string) => boolean): ImportField => ({ name, label: { zh, en }, type: 'TEXT', parse: (text) => good(text), ...(looks ? { looks } : {}) });
const customer = [
  field('name', '姓名', 'Name'), field('familyName', '姓', 'Family name'), field('givenName', '名', 'Given name'), field('companyName', '公司', 'Company'), field('gender', '性别', 'Gender'), field('birthDate', '生日', 'Birthday'),
  field('occupation', '职业', 'Occupation'), field('country', '国家', 'Country'), field('region', '地区', 'Region'), field('city', '城市', 'City'), field('phone', '手机', 'Phone', (text) => /^\+?[\d\s-]{7,}$/.test(text)), field('email', '邮箱', 'E-mail', (text) => text.includes('@')),
  field('kind', '客户类型', 'Kind'), field('stage', '阶段', 'Stage'), field('source', '来源', 'Source'), field('owner', '负责人', 'Owner'), field('tags', '标签', 'Tags'), field('externalKey', '外部编号', 'External key'), field('note', '备注', 'Note'),
];
const order = ['orderNo', 'orderedAt', 'customerKey', 'productCode', 'productName', 'quantity', 'unitPrice', 'amount', 'currency', 'lineNo', 'country'].map((name) => field(name, name, name));

/** Headers as they stand in files of shops, CRMs and spreadsheets, each with the field it means. */
const CUSTOMER_FILES: readonly (readonly (readonly [string, string])[])[] = [
  [['客户编号', 'externalKey'], ['客户姓名', 'name'], ['手机号码', 'phone'], ['电子邮箱', 'email'], ['出生日期', 'birthDate'], ['性别', 'gender'], ['所在省', 'region'], ['所在城市', 'city'], ['客户来源', 'source'], ['客户经理', 'owner'], ['客户标签', 'tags']],
  [['会员卡号', 'externalKey'], ['姓名*', 'name'], ['联系电话（必填）', 'phone'], ['邮箱地址', 'email'], ['生日', 'birthDate'], ['称谓', 'gender'], ['单位名称', 'companyName'], ['职务', 'occupation'], ['省份', 'region'], ['城市', 'city'], ['备注', 'note'], ['渠道', 'source'], ['跟进人', 'owner']],
  [['Customer ID', 'externalKey'], ['Full Name', 'name'], ['Mobile Phone', 'phone'], ['E-mail', 'email'], ['Date of Birth', 'birthDate'], ['Gender', 'gender'], ['Company Name', 'companyName'], ['State/Province', 'region'], ['City', 'city'], ['Country', 'country'], ['Lead Source', 'source'], ['Account Owner', 'owner'], ['Tags', 'tags']],
  [['id', 'externalKey'], ['first_name', 'givenName'], ['last_name', 'familyName'], ['emailAddress', 'email'], ['phone_number', 'phone'], ['dob', 'birthDate'], ['sex', 'gender'], ['organization', 'companyName'], ['job_title', 'occupation'], ['province', 'region'], ['town', 'city'], ['lifecycle stage', 'stage'], ['labels', 'tags'], ['Comments', 'note']],
  [['用户ID', 'externalKey'], ['真实姓名', 'name'], ['电话', 'phone'], ['邮件', 'email'], ['公司名称', 'companyName'], ['行业', 'occupation'], ['地区', 'region'], ['负责人', 'owner'], ['来源渠道', 'source'], ['客户状态', 'stage'], ['客户类型', 'kind'], ['国家/地区', 'country'], ['说明', 'note']],
];
const ORDER_FILES: readonly (readonly (readonly [string, string])[])[] = [
  [['InvoiceNo', 'orderNo'], ['StockCode', 'productCode'], ['Description', 'productName'], ['Quantity', 'quantity'], ['InvoiceDate', 'orderedAt'], ['UnitPrice', 'unitPrice'], ['CustomerID', 'customerKey'], ['Country', 'country']],
  [['订单编号', 'orderNo'], ['下单时间', 'orderedAt'], ['会员编号', 'customerKey'], ['商品编码', 'productCode'], ['商品名称', 'productName'], ['购买数量', 'quantity'], ['单价', 'unitPrice'], ['实付金额', 'amount'], ['币种', 'currency']],
  [['Order Number', 'orderNo'], ['Order Date', 'orderedAt'], ['Customer No.', 'customerKey'], ['SKU', 'productCode'], ['Item Name', 'productName'], ['Qty', 'quantity'], ['Price', 'unitPrice'], ['Line Total', 'amount'], ['Currency Code', 'currency']],
];

function hits(files: readonly (readonly (readonly [string, string])[])[], fields: readonly ImportField[]): { right: number; all: number; wrong: string[] } {
  const wrong: string[] = [];
  let all = 0;
  for (const file of files) {
    const proposed = proposeMapping(file.map(([name]) => ({ name, sample: [] })), fields);
    file.forEach(([name, meant], at) => {
      all += 1;
      if (proposed[at]?.field !== meant) wrong.push(`${name} -> ${proposed[at]?.field} (meant ${meant})`);
    });
  }
  return { right: all - wrong.length, all, wrong };
}

describe('mapping', () => {
  it('knows at least nine of ten common headers, zh and en', () => {
    const customers = hits(CUSTOMER_FILES, customer);
    const orders = hits(ORDER_FILES, order);
    expect([...customers.wrong, ...orders.wrong]).toEqual([]);
    expect((customers.right + orders.right) / (customers.all + orders.all)).toBeGreaterThanOrEqual(0.9);
  });

  it('asks the values where the header says nothing, and doubts a header that its values deny', () => {
    const phones = ['13800138000', '13900139000', '+86 138 0013 8001'];
    expect(proposeMapping([{ name: 'F3', sample: phones }], customer)[0]).toMatchObject({ field: 'phone' });
    expect(proposeMapping([{ name: '联系', sample: ['北京', '上海'] }, { name: '手机', sample: phones }], customer)[1]).toMatchObject({ field: 'phone', confidence: 1 });
  });

  it('gives a field to one column and remembers files by their header', () => {
    const proposed = proposeMapping([{ name: '手机', sample: [] }, { name: '电话', sample: [] }], customer);
    expect(proposed.filter((one) => one.field === 'phone')).toHaveLength(1);
    expect(headerScore(customer)(['姓名', '手机', 'x', '邮箱'])).toBe(0.75);
    expect(shapeKey('CUSTOMERS', ['姓名', ' 手机 '])).toBe(shapeKey('CUSTOMERS', ['姓名*', '手机']));
  });
});
