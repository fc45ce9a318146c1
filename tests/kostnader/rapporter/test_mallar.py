from kostnader.rapporter.mallar import MALLAR
from kostnader.rapporter.tabeller import is_known


def test_every_table_of_a_template_is_one_that_some_feature_makes() -> None:
    """A key that nobody knows would be left out of every new report without a word."""
    unknown = {
        key for parts in MALLAR.values() for part in parts for _, key in part.block if not is_known(key)
    }
    assert unknown == set()
