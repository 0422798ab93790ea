"""How the web server of a container runs; one on a single machine is started by `serve`."""

import os

bind = f"0.0.0.0:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
# A broken configuration then stops the server at once, with its sentence, not worker by worker.
preload_app = True
graceful_timeout = 20
# Worker heartbeats are files; a disk that stalls must not look like a worker that hangs.
worker_tmp_dir = "/dev/shm"
control_socket_disable = True
loglevel = "warning"
