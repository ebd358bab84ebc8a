/** What every company starts with: five purposes, each with the first version of its notice. Ids stand fixed so that two installations speak of the same. */
export const shippedPurposes = `
  select set_config('app.request_id', 'migration', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'migration', true);
  insert into purpose (id, code, name, name_en, legal_basis, channels, marketing) values
    ('0199e000-0000-7000-8000-000000000001', 'SERVICE', '订单与服务', 'Orders and service', 'CONTRACT', '{PHONE,SMS,EMAIL,WECHAT,POST}', false),
    ('0199e000-0000-7000-8000-000000000002', 'MARKETING', '营销信息', 'Marketing messages', 'CONSENT', '{PHONE,SMS,EMAIL,WECHAT,POST}', true),
    ('0199e000-0000-7000-8000-000000000003', 'RESEARCH', '调研与回访', 'Surveys', 'CONSENT', '{PHONE,SMS,EMAIL,WECHAT}', true),
    ('0199e000-0000-7000-8000-000000000004', 'PERSONALISATION', '个性化推荐', 'Personalisation', 'LEGITIMATE_INTEREST', '{}', true),
    ('0199e000-0000-7000-8000-000000000005', 'RECORD_KEEPING', '法定留存', 'Keeping records', 'LEGAL_DUTY', '{}', false);
  insert into notice (id, purpose_id, number, text, text_en) values
    ('0199e100-0000-7000-8000-000000000001', '0199e000-0000-7000-8000-000000000001', 1,
      '为履行与您的订单和服务约定，我们会使用您的姓名、联系方式和购买记录与您联系。此项为履行合同所必需，不需要另行同意。',
      'To carry out your orders and our service we use your name, your contact data and your purchases to reach you. The contract needs this, so no consent is asked.'),
    ('0199e100-0000-7000-8000-000000000002', '0199e000-0000-7000-8000-000000000002', 1,
      '经您同意，我们会通过您选择的方式向您发送新品、优惠和活动信息。您可以随时撤回同意，撤回立即生效，不影响撤回之前的处理。',
      'With your consent we tell you of new products, offers and events by the ways you choose. You may withdraw at any time; it takes effect at once and does not touch what was done before.'),
    ('0199e100-0000-7000-8000-000000000003', '0199e000-0000-7000-8000-000000000003', 1,
      '经您同意，我们会就产品和服务向您征求意见。回答完全自愿，您可以随时撤回同意。',
      'With your consent we ask for your opinion on our products and service. Answers are voluntary, and you may withdraw at any time.'),
    ('0199e100-0000-7000-8000-000000000004', '0199e000-0000-7000-8000-000000000004', 1,
      '我们会依据您的购买记录向您展示更相关的内容。您可以随时关闭个性化推荐，关闭后您看到的内容不再基于您的个人特征。',
      'We use your purchases to show what may matter to you. You may turn personalisation off at any time; what you see then no longer depends on who you are.'),
    ('0199e100-0000-7000-8000-000000000005', '0199e000-0000-7000-8000-000000000005', 1,
      '法律要求我们在规定期限内保存交易记录。此项为法定义务，不需要同意，也不能撤回。',
      'The law demands that we keep records of transactions for a certain time. This is a duty: no consent is asked, and none can be withdrawn.');
  insert into role_grant (role_id, action, scope)
    select r.id, w.action, w.scope from role r join (values
      ('ADMINISTRATOR', 'consent.read', 'ALL'), ('ADMINISTRATOR', 'consent.record', 'ALL'), ('ADMINISTRATOR', 'privacy.manage', 'ALL'), ('ADMINISTRATOR', 'privacy.erase', 'ALL'),
      ('MARKETING_MANAGER', 'consent.read', 'TEAM_TREE'), ('MARKETING_MANAGER', 'consent.record', 'TEAM_TREE'),
      ('MARKETER', 'consent.read', 'TEAM'), ('MARKETER', 'consent.record', 'TEAM'), ('SALES', 'consent.read', 'TEAM'), ('SALES', 'consent.record', 'SELF'),
      ('AUDITOR', 'consent.read', 'ALL')
    ) w(code, action, scope) on w.code = r.code
    where not exists (select 1 from role_grant g where g.role_id = r.id and g.action = w.action);
  select set_config('app.request_id', '', true), set_config('app.entry_id', '', true);`;
