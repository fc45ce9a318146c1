import tomllib

from django.apps import apps

from tests.arkitektur.tree import APPS, ROOT


def test_every_model_is_in_the_word_list() -> None:
    terms = tomllib.loads((ROOT / "samverkan" / "ordlista.toml").read_text(encoding="utf-8"))["term"]
    models = {model.__name__ for app in APPS for model in apps.get_app_config(app).get_models()}
    assert models - {term["kod"] for term in terms} == set()


def test_every_model_has_a_name_for_people() -> None:
    models = [model._meta for app in APPS for model in apps.get_app_config(app).get_models()]
    unnamed = [meta.label for meta in models if "verbose_name" not in meta.original_attrs]
    assert unnamed == []
