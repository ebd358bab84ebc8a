import { parse } from 'csv-parse/sync';
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { packRetail, type RetailRecord } from './retail.codec';

/** Makes the packed copy from the published file: `pack-retail <online_retail.csv.gz> <out>`. Run once; the result is committed. */
const [source, target] = process.argv.slice(2);
if (!source || !target) throw new Error('pack-retail needs the published file and the name of the packed one.');
const records = parse(gunzipSync(readFileSync(source)), { from_line: 2 }) as string[][];
const packed = packRetail(records as unknown as readonly RetailRecord[]);
writeFileSync(target, packed);
process.stdout.write(`${records.length} lines, ${packed.length} bytes\n`);
