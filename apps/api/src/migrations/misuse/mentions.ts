/**
 * Where a person may be spoken of without a row of theirs: rows of files that were not accepted, filters that colleagues keep, notifications,
 * jobs, statements that took long. Found by what is theirs alone: names that nobody else bears, their contacts, the indexes of these. Rows of
 * files go; in other texts the words are taken out. It runs before the person's own rows go, for it asks them.
 */
export const eraseMentions = `
  create function without_words(said text, words text[]) returns text language plpgsql immutable as $$
  declare
    word text;
  begin
    foreach word in array words loop
      said := regexp_replace(said, regexp_replace(word, '([][\\\\.^$*+?(){}|-])', '\\\\\\1', 'g'), '…', 'gi');
    end loop;
    return said;
  end $$;
  -- What these are or were called and nobody else is: a name that others bear too is nobody's trace.
  create function own_names(ids uuid[]) returns text[] language sql stable as $$
    select coalesce(array_agg(distinct trim(x.name)), '{}') from (
        select v.name from customer c cross join lateral (values (c.name), (c.name_latin), (c.company_name)) v(name) where c.id = any(ids)
        union all select v.name from customer_side s cross join lateral (values (s.own->>'name'), (s.own->>'name_latin'), (s.own->>'company_name')) v(name) where s.customer_id = any(ids)
        union all select v.name from revision r cross join lateral (values (r.before->>'name'), (r.after->>'name'), (r.before->>'name_latin'), (r.after->>'name_latin'), (r.before->>'company_name'), (r.after->>'company_name')) v(name)
          where r.table_name = 'customer' and r.row_id = any(ids)
      ) x where length(trim(x.name)) > 1
        and not exists (select 1 from customer o where o.archived_at is null and not o.id = any(ids) and (o.name = x.name or o.name_latin = x.name or o.company_name = x.name)) $$;
  create function erase_mentions(ids uuid[], contacts text[]) returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    words text[];
    patterns text[];
    place record;
    touched bigint;
    told jsonb := '[]';
    kept_views uuid[] := '{}';
    more uuid[];
  begin
    if not in_work() then
      raise exception 'erase_mentions outside a unit of work' using errcode = '42501';
    end if;
    -- As they stand in plain text, and as they stand within JSON.
    select coalesce(array_agg(distinct w.form), '{}') into words from unnest(own_names(ids) || contacts) word, lateral (values (word), (trim(both '"' from to_json(word)::text))) w(form) where length(word) > 1;
    select coalesce(array_agg('%' || replace(replace(replace(w, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'), '{}') into patterns from (
        select unnest(words) as w union all
        select encode(i.blind_index, 'hex') from customer_identity i where i.customer_id = any(ids) and i.blind_index is not null union all
        select encode(i.blind_index_b, 'hex') from customer_identity i where i.customer_id = any(ids) and i.blind_index_b is not null
      ) x;
    if cardinality(patterns) = 0 then
      return told;
    end if;
    with gone as (
      delete from import_row r where r.target_id is null and (r.key ilike any(patterns) or r.parsed::text ilike any(patterns) or r.problems::text ilike any(patterns)) returning r.import_id, r.row_no
    ), also as (
      delete from import_correction c using gone g where c.import_id = g.import_id and c.row_no = g.row_no
    ) select count(*) into touched from gone;
    if touched > 0 then
      told := told || jsonb_build_object('table', 'import_row', 'rows', touched);
    end if;
    if cardinality(words) = 0 then
      return told;
    end if;
    for place in select * from (values
        ('saved_view', 'name', 'text'), ('saved_view', 'state', 'jsonb'), ('notification', 'facts', 'jsonb'),
        ('job', 'data', 'jsonb'), ('job', 'error', 'text'), ('job', 'detail', 'text'), ('slow_statement', 'statement', 'text'),
        ('import', 'file_name', 'text'), ('import', 'problems', 'jsonb'), ('import', 'defaults', 'jsonb'), ('operation_batch', 'title', 'text'),
        ('export_file', 'file_name', 'text'), ('export_file', 'reason', 'text'), ('export_file', 'decision', 'text'),
        ('webhook_delivery', 'body', 'text'), ('incoming_delivery', 'facts', 'jsonb'), ('stated_purpose', 'purpose', 'text')
      ) p(name, part, kind) loop
      -- The former states of a view would go on telling.
      if place.name = 'saved_view' then
        execute format('select coalesce(array_agg(id), ''{}'') from saved_view where %I::text ilike any($1)', place.part) into more using patterns;
        kept_views := kept_views || more;
        delete from revision where table_name = 'saved_view' and (row_id = any(kept_views) or before::text ilike any(patterns) or after::text ilike any(patterns));
      end if;
      execute format('update %I set %I = without_words(%I::text, $2)::%s where %I::text ilike any($1)', place.name, place.part, place.part, place.kind, place.part) using patterns, words;
      get diagnostics touched = row_count;
      if touched > 0 then
        told := told || jsonb_build_object('table', place.name, 'rows', touched);
      end if;
    end loop;
    delete from revision where table_name = 'saved_view' and row_id = any(kept_views);
    return told;
  end $$;
  revoke all on function erase_mentions(uuid[], text[]) from public;
  grant execute on function erase_mentions(uuid[], text[]) to dossier_app;`;

/** What colleagues name a filter, a file or a reason by may be a customer: the trail says that it changed, never what it said. */
export const maskedTexts = `
  do $$
  declare
    one record;
    operation text;
  begin
    for one in select * from (values
        ('saved_view', '{"ignore":["updated_at"],"personal":["name","state"],"revisions":true}'),
        ('notification', '{"ignore":["updated_at","facts"],"personal":["facts"]}'),
        ('operation_batch', '{"ignore":["updated_at","row_count","conflict_count"],"personal":["title"]}'),
        ('import', '{"ignore":["updated_at","checkpoint","columns","problems","sheets"],"secret":["head"],"personal":["file_name","defaults"]}'),
        ('export_file', '{"ignore":["updated_at"],"secret":["ask"],"personal":["file_name","reason","decision"]}')
      ) x(name, options) loop
      foreach operation in array array['insert','update','delete'] loop
        execute format('drop trigger audit_%s on %I', operation, one.name);
        execute format('create trigger audit_%1$s after %1$s on %2$I referencing %3$s for each statement execute function audit_rows(%4$L)', operation, one.name,
          case operation when 'insert' then 'new table as new_rows' when 'update' then 'old table as old_rows new table as new_rows' else 'old table as old_rows' end, one.options);
      end loop;
    end loop;
  end $$;`;
