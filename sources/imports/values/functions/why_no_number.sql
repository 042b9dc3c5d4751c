-- imports.why_no_number (function)
-- Question: why is a text no number?
-- Grain:    one sentence, null for a number
-- Reads:    imports.number, imports.plain_text
-- Traps:    none
create or replace function imports.why_no_number(value text, "decimal" text) returns text
language sql immutable parallel safe as $$
    select case
        when imports.number(value, "decimal") is not null then null
        when coalesce(imports.plain_text(value), '') = '' then 'nothing is written'
        when imports.number(value, translate("decimal", '.,', ',.')) is not null
            then format('"%s" is no number where %s stands before decimals', imports.plain_text(value),
                case "decimal" when ',' then 'a comma' else 'a point' end)
        else format('"%s" is no number', left(imports.plain_text(value), 60))
    end
$$;

comment on function imports.why_no_number(text, text) is 'Why a text is no number, in a sentence; null for a number.';
