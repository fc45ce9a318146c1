#!/usr/bin/env python3
"""Django's own commands; `./dev manage …` runs them with the services up."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverkan.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as refusal:  # the message names the variable; a traceback would hide it
        sys.exit(str(refusal))
    except KeyboardInterrupt:
        sys.exit(130)
