/** The provincial units of GB/T 2260 by their two digits: whole name, and how people say it. */
const units: readonly (readonly [code: string, name: string, short: string])[] = [
  ['11', '北京市', '北京'], ['12', '天津市', '天津'], ['13', '河北省', '河北'], ['14', '山西省', '山西'], ['15', '内蒙古自治区', '内蒙古'],
  ['21', '辽宁省', '辽宁'], ['22', '吉林省', '吉林'], ['23', '黑龙江省', '黑龙江'],
  ['31', '上海市', '上海'], ['32', '江苏省', '江苏'], ['33', '浙江省', '浙江'], ['34', '安徽省', '安徽'], ['35', '福建省', '福建'], ['36', '江西省', '江西'], ['37', '山东省', '山东'],
  ['41', '河南省', '河南'], ['42', '湖北省', '湖北'], ['43', '湖南省', '湖南'], ['44', '广东省', '广东'], ['45', '广西壮族自治区', '广西'], ['46', '海南省', '海南'],
  ['50', '重庆市', '重庆'], ['51', '四川省', '四川'], ['52', '贵州省', '贵州'], ['53', '云南省', '云南'], ['54', '西藏自治区', '西藏'],
  ['61', '陕西省', '陕西'], ['62', '甘肃省', '甘肃'], ['63', '青海省', '青海'], ['64', '宁夏回族自治区', '宁夏'], ['65', '新疆维吾尔自治区', '新疆'],
  ['71', '台湾省', '台湾'], ['81', '香港特别行政区', '香港'], ['82', '澳门特别行政区', '澳门'],
];

/** Cities that are provinces themselves. */
const municipalities = new Set(['北京', '天津', '上海', '重庆']);

/** Cities that people write without 市, by the short name of their province. */
const cities: Readonly<Record<string, string>> = {
  河北: '石家庄 唐山 保定', 山西: '太原 大同', 内蒙古: '呼和浩特 包头', 辽宁: '沈阳 大连', 吉林: '长春 吉林', 黑龙江: '哈尔滨 大庆',
  江苏: '南京 苏州 无锡 常州 南通 徐州 扬州', 浙江: '杭州 宁波 温州 嘉兴 金华 义乌 绍兴 台州', 安徽: '合肥 芜湖', 福建: '福州 厦门 泉州', 江西: '南昌 赣州', 山东: '济南 青岛 烟台 潍坊',
  河南: '郑州 洛阳', 湖北: '武汉 宜昌', 湖南: '长沙 株洲', 广东: '广州 深圳 佛山 东莞 珠海 中山 惠州 汕头', 广西: '南宁 桂林 柳州', 海南: '海口 三亚',
  四川: '成都 绵阳', 贵州: '贵阳 遵义', 云南: '昆明', 西藏: '拉萨', 陕西: '西安 咸阳', 甘肃: '兰州', 青海: '西宁', 宁夏: '银川', 新疆: '乌鲁木齐', 台湾: '台北 高雄',
};

export interface Province {
  code: string;
  name: string;
  short: string;
  isCity: boolean;
  cities: readonly string[];
}

export const provinces: readonly Province[] = units.map(([code, name, short]) => ({ code, name, short, isCity: municipalities.has(short), cities: (cities[short] ?? '').split(' ').filter(Boolean) }));

const byCode = new Map(provinces.map((province) => [province.code, province.name]));

/** The whole name of the provincial unit of two digits; null where no unit has them. */
export const provinceOf = (code: string): string | null => byCode.get(code) ?? null;
