"""The program as it starts in production, in processes of its own."""

import os
import subprocess
import sys
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from protokoll.justering.sigill import sigillnyckel
from tests.arkitektur.tree import ROOT

pytestmark = pytest.mark.django_db


def production(tmp_path: Path, **changes: str | None) -> dict[str, str]:
    """The environment of a production server; a change to None takes the variable away."""
    secret = tmp_path / "secret_key"
    secret.write_text(token_urlsafe(64))
    seal = sigillnyckel()
    (tmp_path / "seal_key").write_bytes(seal.key)
    (tmp_path / "seal_cert").write_bytes(seal.certificate)
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": os.environ["DATABASE_URL"],
        "REDIS_URL": os.environ["REDIS_URL"],
        "SECRET_KEY_FILE": str(secret),
        "SEAL_KEY_FILE": str(tmp_path / "seal_key"),
        "SEAL_CERT_FILE": str(tmp_path / "seal_cert"),
        "ALLOWED_HOSTS": "samverkan.example.se",
        "SAMVERKAN_VAR": str(tmp_path),
    } | changes
    return {name: value for name, value in environment.items() if value is not None}


def manage(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)


def test_the_deployment_check_is_clean(tmp_path: Path) -> None:
    answer = manage("check", "--deploy", "--fail-level", "INFO", env=production(tmp_path))
    assert (answer.returncode, answer.stderr) == (0, "")


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("SECRET_KEY_FILE", None, "SECRET_KEY is not set"),
        ("SECRET_KEY_FILE", "/nowhere/secret", "SECRET_KEY_FILE: /nowhere/secret cannot be read"),
        ("DATABASE_URL", None, "DATABASE_URL is not set"),
        ("DATABASE_URL", "sqlite:///x.db", "DATABASE_URL must start with postgresql://"),
        ("REDIS_URL", None, "REDIS_URL is not set"),
        ("ALLOWED_HOSTS", None, "ALLOWED_HOSTS is not set"),
        ("DEBUG", "perhaps", "DEBUG must be 1 or 0, not 'perhaps'"),
        ("PROXY_HOPS", "-1", "PROXY_HOPS must be a whole number, at least 0, not '-1'"),
    ],
)
def test_a_half_configured_start_is_refused_and_names_the_variable(
    tmp_path: Path, variable: str, value: str | None, message: str
) -> None:
    answer = manage("check", env=production(tmp_path, **{variable: value}))
    assert answer.returncode == 1
    assert answer.stderr.startswith(message)


def test_a_broker_that_does_not_answer_is_told(tmp_path: Path) -> None:
    env = production(tmp_path, REDIS_URL="unix:///nowhere/redis.sock?db=0")
    answer = manage("check", "--deploy", env=env)
    assert (answer.returncode, "samverkan.E002" in answer.stderr) == (1, True)


@pytest.mark.parametrize("value", [None, "other"])
def test_protocols_that_cannot_be_sealed_are_told(tmp_path: Path, value: str | None) -> None:
    env = production(tmp_path, SEAL_CERT_FILE=None)
    if value:
        env["SEAL_CERT"] = "no certificate"

    answer = manage("check", env=env)

    assert (answer.returncode, "protokoll.E001" in answer.stderr) == (1, True)


@pytest.mark.parametrize(("variable", "number"), [("DEMO", "W001"), ("LOCAL", "W002")])
def test_demo_and_local_are_warned_about_in_production(tmp_path: Path, variable: str, number: str) -> None:
    answer = manage("check", "--deploy", env=production(tmp_path, **{variable: "1"}))
    assert f"samverkan.{number}" in answer.stderr


def test_every_file_that_css_names_exists(tmp_path: Path, settings: Any) -> None:
    manifest = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": manifest}
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["*.otf"])
    assert (tmp_path / "staticfiles.json").exists()


def test_the_tests_run_on_postgresql() -> None:
    assert connection.vendor == "postgresql"
