"""Postings are stored without a question per row; their files are never removed."""

import django.db.models.deletion
from django.db import migrations, models

FILER = """
CREATE TRIGGER kostnader_utfallsfil_kept BEFORE DELETE ON kostnader_utfallsfil
FOR EACH ROW EXECUTE FUNCTION samverkan_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("kostnader", "0009_investering_group"), ("samverkan", "0003_append_only")]
    operations = [
        migrations.AlterField(
            model_name="utfallspost",
            name="fil",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="poster",
                to="kostnader.utfallsfil",
            ),
        ),
        migrations.RunSQL(FILER, "DROP TRIGGER kostnader_utfallsfil_kept ON kostnader_utfallsfil"),
    ]
