/** Teams and people that every spec knows: two branches below one house, and one person of each shipped role. */
export const teams = [
  { key: 'HOUSE', id: '0199b000-0000-7000-8000-000000000001', name: '总部', parent: null },
  { key: 'EAST', id: '0199b000-0000-7000-8000-000000000002', name: '华东', parent: 'HOUSE' },
  { key: 'SOUTH', id: '0199b000-0000-7000-8000-000000000003', name: '华南', parent: 'HOUSE' },
] as const;

export const staff = [
  { key: 'ADMIN', id: '0199c000-0000-7000-8000-000000000001', name: '管理员', email: 'admin@example.com', role: 'ADMINISTRATOR', team: 'HOUSE' },
  { key: 'MANAGER', id: '0199c000-0000-7000-8000-000000000002', name: '周岚', email: 'manager@example.com', role: 'MARKETING_MANAGER', team: 'EAST' },
  { key: 'MARKETER', id: '0199c000-0000-7000-8000-000000000003', name: '李敏', email: 'marketer@example.com', role: 'MARKETER', team: 'EAST' },
  { key: 'SALES', id: '0199c000-0000-7000-8000-000000000004', name: '赵一凡', email: 'sales@example.com', role: 'SALES', team: 'EAST' },
  { key: 'SALES_SOUTH', id: '0199c000-0000-7000-8000-000000000005', name: '孙浩', email: 'sales.south@example.com', role: 'SALES', team: 'SOUTH' },
  { key: 'ANALYST', id: '0199c000-0000-7000-8000-000000000006', name: '陈析', email: 'analyst@example.com', role: 'ANALYST', team: 'HOUSE' },
  { key: 'AUDITOR', id: '0199c000-0000-7000-8000-000000000007', name: '何审', email: 'auditor@example.com', role: 'AUDITOR', team: 'HOUSE' },
] as const;

export type StaffKey = (typeof staff)[number]['key'];
export type TeamKey = (typeof teams)[number]['key'];

export const STAFF_PASSWORD = 'a harbour of quiet paper';

export const teamId = (key: TeamKey): string => teams.find((team) => team.key === key)!.id;
export const personId = (key: StaffKey): string => staff.find((person) => person.key === key)!.id;
