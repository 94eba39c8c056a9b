#!/usr/bin/env python3
import os, sys
from pathlib import Path
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "launchgate.settings")
d = Path(os.environ.get("DATA_DIR", Path(__file__).parent/"var")); d.mkdir(exist_ok=True)
if not (d/"secret_key").exists():
    import secrets; (d/"secret_key").write_text(secrets.token_urlsafe(64))
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
