"""What is of record cannot be changed or removed, not even by our own code: triggers refuse it."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION samverkan_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
TRIGGER = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION samverkan_refuse_change();
"""
TABLES = ["samverkan_handelse", "samverkan_innehall", "samverkan_dokument"]


class Migration(migrations.Migration):
    dependencies = [("samverkan", "0002_initial")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION samverkan_refuse_change()"),
        *(
            migrations.RunSQL(TRIGGER.format(table=table), f"DROP TRIGGER {table}_append_only ON {table}")
            for table in TABLES
        ),
    ]
