"""Fixtures for all tests."""

import pytest
from django.conf import settings
from hypothesis import settings as property_settings

# Examples are timed by nobody: on a busy machine a deadline fails what is right.
property_settings.register_profile("samverkan", deadline=None)
property_settings.load_profile("samverkan")


def pytest_configure(config: pytest.Config) -> None:
    """Cheap password hashes: the tests sign in hundreds of people."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
