/** Tables of common names; who is called what is invented (`demo.person.ts`). */
export type NameCulture = 'ENGLISH' | 'GERMAN' | 'FRENCH' | 'IBERIAN' | 'ITALIAN' | 'DUTCH' | 'NORDIC' | 'SLAVIC' | 'GREEK' | 'JAPANESE';

export interface LatinNames {
  female: readonly string[];
  male: readonly string[];
  family: readonly string[];
}

const words = (text: string): string[] => text.split(' ');

/** Family names, the frequent ones more than once. */
export const chineseFamily = words(
  '王 王 王 王 李 李 李 李 张 张 张 刘 刘 陈 陈 陈 杨 杨 黄 黄 赵 吴 吴 周 周 徐 孙 马 朱 胡 郭 何 林 林 高 罗 郑 梁 谢 宋 唐 许 邓 韩 冯 曹 彭 曾 肖 田 董 潘 袁 蔡 蒋 余 于 杜 叶 程 魏 苏 吕 丁 任 卢 姚 沈 钟 姜 崔 谭 陆 范 汪 廖 石 金 韦 贾 夏 付 方 邹 熊 白 孟 秦 邱 侯 江 尹 薛 阎 段 雷 龙 史 陶 贺 顾 毛 郝 龚 邵 万 钱 严 洪 武 莫 欧阳 司马 上官 诸葛',
);

export const chineseFemale = words(
  '静 敏 燕 丽 娟 芳 婷 雪 倩 颖 琳 洁 慧 萍 莉 瑶 梅 蕾 思涵 雨桐 欣怡 梓涵 诗琪 若溪 雅婷 佳怡 晓梅 丽华 秀英 玉兰 美玲 春燕 海燕 雪梅 婉清 梦洁 子萱 可馨 语嫣 静怡 佩珊 晓彤 一诺 欣妍 紫薇 秋月 素芬 惠君 文静 淑珍 嘉仪 晓雯 若兰 念慈 书瑶 沛玲 依依 芷若 月华 明珠',
);

export const chineseMale = words(
  '伟 强 磊 军 洋 勇 杰 涛 超 鹏 辉 斌 浩 波 刚 凯 峰 俊 建国 建华 志强 志明 国强 国栋 海峰 子轩 浩然 宇轩 俊杰 天佑 明远 文博 思远 嘉豪 家豪 振华 立群 晓东 永康 德胜 云鹏 泽宇 一鸣 博文 子墨 宏伟 少华 启航 景行 承志 世杰 向阳 学文 光明 伯钧 亦凡 昊天 瑞霖 炳坤 长青',
);

export const latinNames: Record<NameCulture, LatinNames> = {
  ENGLISH: {
    female: words('Emily Charlotte Olivia Sophie Amelia Grace Hannah Lucy Alice Eleanor Harriet Georgia Rebecca Laura Sarah Emma Claire Helen Joanne Karen Susan Margaret Fiona Catriona Megan Rhiannon Bethany Isla Poppy Rosie Victoria Caroline Penelope Naomi Zoe Abigail'),
    male: words('Oliver Thomas James William George Henry Jack Harry Edward Samuel Daniel Benjamin Joseph Alexander Matthew Andrew Michael Robert David Richard Stephen Peter Simon Graham Alastair Callum Gareth Rhys Owen Lewis Duncan Patrick Hugh Nathan Adam Martin'),
    family: words('Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Robinson Wright Thompson Evans Walker White Roberts Green Hall Wood Jackson Clarke Khan Lewis Harris Ward Turner Hill Cooper Moore Morris Mitchell Watson Bailey Parker Bennett Carter Shaw Griffiths Kelly Simpson Marshall Collins Fraser Murray Campbell Stewart Reid Ross Hughes Morgan Price Fletcher Hartley Ashworth Pemberton Thornton Whitaker Holloway Blackwood Fairchild'),
  },
  GERMAN: {
    female: words('Anna Lena Julia Katharina Sabine Monika Ursula Claudia Petra Greta Johanna Franziska Birgit Heike'),
    male: words('Lukas Jonas Stefan Andreas Thomas Matthias Jürgen Klaus Felix Maximilian Sebastian Florian Uwe Dieter'),
    family: words('Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Richter Klein Wolf Neumann Schwarz Zimmermann Krüger Hartmann Lange'),
  },
  FRENCH: {
    female: words('Camille Manon Chloé Léa Sophie Isabelle Nathalie Margaux Élodie Claire Hélène Amélie Juliette Céline'),
    male: words('Lucas Hugo Antoine Nicolas Julien Pierre Mathieu Olivier Laurent Étienne Benoît Guillaume Rémi Thierry'),
    family: words('Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Laurent Lefèvre Michel Garnier Rousseau Fontaine Chevalier Gauthier Perrin Marchand'),
  },
  IBERIAN: {
    female: words('Lucía María Carmen Ana Sofía Paula Marta Inês Beatriz Catarina Elena Teresa Joana Rocío'),
    male: words('Javier Carlos Miguel Pablo Diego Álvaro João Tiago Pedro Rui Alejandro Fernando Nuno Sergio'),
    family: words('García Fernández López Martínez Sánchez Pérez Gómez Ruiz Silva Santos Ferreira Pereira Oliveira Costa Moreno Álvarez Navarro Torres Carvalho Ramos'),
  },
  ITALIAN: {
    female: words('Giulia Francesca Chiara Martina Elena Silvia Paola Valentina Federica Alessia'),
    male: words('Marco Luca Andrea Matteo Giuseppe Stefano Paolo Davide Lorenzo Fabio'),
    family: words('Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti Mancini Costa'),
  },
  DUTCH: {
    female: words('Sanne Lotte Femke Anouk Marieke Ingrid Eva Fleur Iris Maaike'),
    male: words('Daan Sem Bram Jeroen Pieter Willem Joost Ruben Thijs Maarten'),
    family: ['de Jong', 'Jansen', 'de Vries', 'van den Berg', 'Bakker', 'Visser', 'Smit', 'Mulder', 'Peeters', 'Janssens', 'Maes', 'Dekker', 'Claes', 'Vos'],
  },
  NORDIC: {
    female: words('Ingrid Astrid Freja Linnea Elsa Sigrid Maja Kirsten Solveig Aino'),
    male: words('Erik Lars Anders Nils Magnus Mikkel Bjørn Johan Henrik Eero'),
    family: words('Hansen Johansen Olsen Larsen Andersson Johansson Nilsson Nielsen Jensen Korhonen Virtanen Berg Lindqvist Dahl Holm'),
  },
  SLAVIC: {
    female: words('Anna Katarzyna Zofia Maja Eva Tereza Lucie Agnieszka Rasa Milda'),
    male: words('Piotr Tomasz Jakub Marek Jan Petr Pavel Tomas Jonas Andrzej'),
    family: words('Nowak Kowal Wójcik Zieliński Novák Dvořák Černý Mazur Krawczyk Kazlauskas'),
  },
  GREEK: {
    female: words('Eleni Maria Katerina Sofia Despina Anna Irene Christina'),
    male: words('Giorgos Nikos Andreas Kostas Dimitris Christos Michalis Petros'),
    family: words('Papadopoulos Georgiou Ioannou Dimitriou Nikolaou Christodoulou Vassiliou Pappas Charalambous Konstantinou'),
  },
  JAPANESE: {
    female: words('Yuki Sakura Aoi Haruka Misaki Naoko Keiko Emi'),
    male: words('Haruto Sota Kenji Takashi Daiki Hiroshi Makoto Ryo'),
    family: words('Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato'),
  },
};

/** Words that shops are called by. */
export const chineseShopWords = words(
  '青禾 拾光 木槿 云栖 半夏 小满 知夏 栖木 素年 花间 物语 晴空 初见 南风 麦田 竹里 山野 浮生 有间 暖阳 橙子 白桦 星河 月亮 蓝莓 雏菊 琥珀 浅草 江南 海棠 清欢 时雨 良品 优礼 佳礼 嘉禾 万象 新叶 童心 乐活',
);
export const chineseShopKinds = ['礼品有限公司', '家居有限公司', '文创有限公司', '贸易有限公司', '百货有限公司', '派对用品有限公司', '生活馆', '礼品批发部'] as const;

export const latinShopWords = words(
  'Willow Finch Bramble Hazel Juniper Thistle Meadow Cobble Harbour Lantern Copper Marigold Foxglove Heron Primrose Sparrow Orchard Clover Saffron Linden Rowan Poppy Dovecote Larkspur Nutmeg Pebble Acorn Bluebell Kingfisher Ivy',
);
export const latinShopKinds: Record<NameCulture, readonly string[]> = {
  ENGLISH: ['Gifts Ltd', 'Trading Ltd', 'Home Ltd', 'Wholesale Ltd', 'Emporium', 'Interiors Ltd'],
  GERMAN: ['Geschenke GmbH', 'Handels GmbH', 'Wohnen GmbH'],
  FRENCH: ['Cadeaux SARL', 'Maison SARL', 'Décoration SAS'],
  IBERIAN: ['Regalos S.L.', 'Hogar S.L.', 'Presentes Lda'],
  ITALIAN: ['Regali S.r.l.', 'Casa S.r.l.'],
  DUTCH: ['Cadeaus B.V.', 'Wonen B.V.'],
  NORDIC: ['Gaver AS', 'Hem AB', 'Interiør ApS'],
  SLAVIC: ['Dekor sp. z o.o.', 'Dárky s.r.o.'],
  GREEK: ['Gifts Ltd', 'Home Ltd'],
  JAPANESE: ['Zakka K.K.', 'Trading K.K.'],
};
