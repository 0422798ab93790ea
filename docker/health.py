"""The health check of the web container: answers by its exit code. Standard library only."""

import os
import sys
import urllib.error
import urllib.request

address = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/health"
try:
    with urllib.request.urlopen(address, timeout=4) as answer:
        sys.exit(answer.status != 200)
except (OSError, urllib.error.URLError) as fault:
    sys.exit(str(fault))
