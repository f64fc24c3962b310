"""Configures a Jupyter server of the tests: its kernels get ports that no connection of a browser can have taken.

Jupyter asks the system for ports that are free now, and a kernel binds them seconds later.
"""

import os
import sys
from pathlib import Path

from jupyter_client.connect import LocalPortCache

sys.path.insert(0, str(Path(os.environ["TSLAB_DICOM_TESTS"]) / "notebook"))
from startKernel import free_ports  # noqa: E402

ports = free_ports(int(os.environ["FIRST_KERNEL_PORT"]))
LocalPortCache.find_available_port = lambda self, ip: next(ports)
