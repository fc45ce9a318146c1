"""Stored files lie uncompressed in their table: PDF and pictures are so already, and a part of a large file
can be read without unpacking all that comes before it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("samverkan", "0006_reglemente")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE samverkan_innehall ALTER COLUMN data SET STORAGE EXTERNAL",
            "ALTER TABLE samverkan_innehall ALTER COLUMN data SET STORAGE EXTENDED",
        )
    ]
