"""Frozen figures and issued invoices cannot change; budgets and keys only while they are drafts."""

from django.db import migrations

APPEND_ONLY = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION samverkan_refuse_change();
"""
FROZEN = [
    "kostnader_andel",
    "kostnader_faktura",
    "kostnader_fakturarad",
    "kostnader_fordelning",
]

# A row may change only while the version it belongs to is a draft. OLD and NEW are both asked, so that
# nothing can be moved into or out of a decided version.
DRAFT_ONLY = """
CREATE FUNCTION {table}_draft_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids bigint[];
BEGIN
    ids := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.{column}] WHEN 'DELETE' THEN ARRAY[OLD.{column}]
           ELSE ARRAY[OLD.{column}, NEW.{column}] END;
    IF EXISTS (SELECT 1 FROM {parents} WHERE {key} = ANY(ids) AND {status} <> 'utkast') THEN
        RAISE EXCEPTION '% belongs to a version that is no longer a draft', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER {table}_draft_only BEFORE INSERT OR UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_draft_only();
"""
DRAFTS = [
    ("kostnader_budgetrad", "budget_id", "kostnader_budget b", "b.id", "b.status"),
    (
        "kostnader_budgetpost",
        "rad_id",
        "kostnader_budgetrad r JOIN kostnader_budget b ON b.id = r.budget_id",
        "r.id",
        "b.status",
    ),
    ("kostnader_nyckelkomponent", "version_id", "kostnader_nyckelversion v", "v.id", "v.status"),
    (
        "kostnader_nyckelandel",
        "komponent_id",
        "kostnader_nyckelkomponent k JOIN kostnader_nyckelversion v ON v.id = k.version_id",
        "k.id",
        "v.status",
    ),
]


# What a key version says once it is adopted stands for ever; a new version takes its place.
DECIDED = """
CREATE FUNCTION kostnader_nyckelversion_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'faststalld' THEN
        RAISE EXCEPTION 'an adopted key version never changes'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER kostnader_nyckelversion_decided BEFORE UPDATE OR DELETE ON kostnader_nyckelversion
FOR EACH ROW EXECUTE FUNCTION kostnader_nyckelversion_decided();
"""
UNDECIDED = """
DROP TRIGGER kostnader_nyckelversion_decided ON kostnader_nyckelversion;
DROP FUNCTION kostnader_nyckelversion_decided();
"""


class Migration(migrations.Migration):
    dependencies = [("kostnader", "0001_initial"), ("samverkan", "0003_append_only")]
    operations = [
        *(
            migrations.RunSQL(APPEND_ONLY.format(table=t), f"DROP TRIGGER {t}_append_only ON {t}")
            for t in FROZEN
        ),
        *(
            migrations.RunSQL(
                DRAFT_ONLY.format(table=t, column=column, parents=parents, key=key, status=status),
                f"DROP TRIGGER {t}_draft_only ON {t}; DROP FUNCTION {t}_draft_only()",
            )
            for t, column, parents, key, status in DRAFTS
        ),
        migrations.RunSQL(DECIDED, UNDECIDED),
    ]
