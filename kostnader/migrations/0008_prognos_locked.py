"""A locked round of forecasts never changes, nor do its rows."""

from django.db import migrations

LOCKED = """
CREATE FUNCTION kostnader_prognosomgang_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'last' THEN
        RAISE EXCEPTION 'a locked round of forecasts never changes'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER kostnader_prognosomgang_locked BEFORE UPDATE OR DELETE ON kostnader_prognosomgang
FOR EACH ROW EXECUTE FUNCTION kostnader_prognosomgang_locked();
CREATE FUNCTION kostnader_prognosrad_locked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids bigint[];
BEGIN
    ids := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.omgang_id] WHEN 'DELETE' THEN ARRAY[OLD.omgang_id]
           ELSE ARRAY[OLD.omgang_id, NEW.omgang_id] END;
    IF EXISTS (SELECT 1 FROM kostnader_prognosomgang WHERE id = ANY(ids) AND status = 'last') THEN
        RAISE EXCEPTION 'the rows of a locked round of forecasts never change'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER kostnader_prognosrad_locked BEFORE INSERT OR UPDATE OR DELETE ON kostnader_prognosrad
FOR EACH ROW EXECUTE FUNCTION kostnader_prognosrad_locked();
"""
OPEN = """
DROP TRIGGER kostnader_prognosrad_locked ON kostnader_prognosrad;
DROP FUNCTION kostnader_prognosrad_locked();
DROP TRIGGER kostnader_prognosomgang_locked ON kostnader_prognosomgang;
DROP FUNCTION kostnader_prognosomgang_locked();
"""


class Migration(migrations.Migration):
    dependencies = [("kostnader", "0007_rapportfiler")]
    operations = [migrations.RunSQL(LOCKED, OPEN)]
