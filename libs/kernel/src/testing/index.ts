export { startApi, type Api, type Client, type GraphQLAnswer } from './start-api';
export { registerProduct, product, type Product } from './product';
export { dropDatabase, testDatabase } from './database';
export { staff, teams, teamId, personId, STAFF_PASSWORD, type StaffKey, type TeamKey } from './staff';
export { startMailbox, type ArrivedMail, type Mailbox, type Manner } from './mailbox';
export { Line } from './line';
export { Browser, CookieJar } from './browser';
export { workbookOf, type SheetCell } from './workbook';
