/** What the fields of records are called where rights speak of them. */
const names: Readonly<Record<string, { zh: string; en: string }>> = {
  '*': { zh: '其他字段', en: 'all other fields' },
  name: { zh: '姓名', en: 'name' }, familyName: { zh: '姓', en: 'family name' }, givenName: { zh: '名', en: 'given name' }, nameLatin: { zh: '拉丁字母姓名', en: 'name in Latin letters' },
  companyName: { zh: '公司', en: 'company' }, archiveNo: { zh: '档案编号', en: 'record number' }, kind: { zh: '类型', en: 'kind' }, gender: { zh: '性别', en: 'gender' }, age: { zh: '年龄', en: 'age' },
  birthDate: { zh: '生日', en: 'birthday' }, birthPrecision: { zh: '生日精度', en: 'precision of the birthday' }, birthCalendar: { zh: '生日历法', en: 'calendar of the birthday' }, birthLeapMonth: { zh: '生日闰月', en: 'leap month of the birthday' },
  occupation: { zh: '职业', en: 'occupation' }, occupationText: { zh: '职业说明', en: 'occupation in words' }, country: { zh: '国家或地区', en: 'country' }, region: { zh: '省 / 州', en: 'region' }, city: { zh: '城市', en: 'city' },
  phone: { zh: '电话', en: 'phone' }, email: { zh: '邮箱', en: 'e-mail' }, identities: { zh: '全部联系方式', en: 'all contact data' }, value: { zh: '联系方式内容', en: 'contact value' }, label: { zh: '联系方式备注', en: 'contact label' }, primary: { zh: '首选', en: 'primary' }, verifiedAt: { zh: '核实时间', en: 'verified at' },
  stage: { zh: '阶段', en: 'stage' }, source: { zh: '来源', en: 'source' }, sourceId: { zh: '来源（编号）', en: 'source (id)' }, owner: { zh: '负责人', en: 'owner' }, ownerId: { zh: '负责人（编号）', en: 'owner (id)' }, team: { zh: '团队', en: 'team' }, teamId: { zh: '团队（编号）', en: 'team (id)' },
  tags: { zh: '标签', en: 'tags' }, tagIds: { zh: '标签（编号）', en: 'tags (ids)' }, externalSource: { zh: '外部系统', en: 'outside system' }, externalKey: { zh: '外部编号', en: 'outside key' }, demo: { zh: '示例标记', en: 'sample mark' },
  summary: { zh: '购买概览', en: 'purchase summary' }, months: { zh: '按月购买', en: 'purchases by month' }, latestOrders: { zh: '最近订单', en: 'latest orders' },
  orderCount: { zh: '订单数', en: 'number of orders' }, refundCount: { zh: '退款数', en: 'number of refunds' }, netAmount: { zh: '净购买额', en: 'net purchases' }, averageAmount: { zh: '每单平均', en: 'average order' }, gapMedianDays: { zh: '购买间隔', en: 'days between purchases' }, recencyDays: { zh: '距上次购买', en: 'days since last purchase' },
  firstOrderOn: { zh: '首次购买', en: 'first purchase' }, lastOrderOn: { zh: '最近购买', en: 'last purchase' }, topCategories: { zh: '常买品类', en: 'top categories' }, currency: { zh: '币种', en: 'currency' }, customerCount: { zh: '客户数', en: 'number of customers' },
  amount: { zh: '金额', en: 'amount' }, orderNo: { zh: '订单号', en: 'order number' }, orderedAt: { zh: '下单时间', en: 'ordered at' }, orderedOn: { zh: '下单日期', en: 'ordered on' }, lines: { zh: '商品行', en: 'order lines' }, lineCount: { zh: '商品行数', en: 'number of lines' }, lineNo: { zh: '行号', en: 'line number' },
  customer: { zh: '客户', en: 'customer' }, customerId: { zh: '客户（编号）', en: 'customer (id)' }, refundsOrderNo: { zh: '原订单号', en: 'refunded order' }, productCode: { zh: '商品编码', en: 'product code' }, productId: { zh: '商品（编号）', en: 'product (id)' }, productName: { zh: '商品名称', en: 'product name' }, quantity: { zh: '数量', en: 'quantity' }, unitPrice: { zh: '单价', en: 'unit price' },
  createdAt: { zh: '建立时间', en: 'created at' }, updatedAt: { zh: '修改时间', en: 'changed at' }, archivedAt: { zh: '归档时间', en: 'archived at' },
};

/** The name of a field in the reader's language; one that has none yet is shown as it is written. */
export const fieldName = (name: string, language: 'zh' | 'en'): string => names[name]?.[language] ?? name;
