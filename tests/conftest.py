"""Fixtures for all tests."""

import pytest
from django.conf import settings


def pytest_configure(config: pytest.Config) -> None:
    """Cheap password hashes: the tests sign in hundreds of people."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
