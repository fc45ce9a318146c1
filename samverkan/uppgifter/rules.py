"""What holds for the details of a samverkan, without a database."""

from django.utils.text import slugify


def suggested_slug(name: str) -> str:
    """The address a name gives: 'Norrbottens e-nämnd' is 'norrbottens-e-namnd'."""
    return slugify(name)[:60].strip("-")
