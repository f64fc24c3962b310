"""Starts the kernel of a task, on ports that no other process of the same run of the tests chooses from."""

import itertools
import socket

from jupyter_client.manager import KernelManager

PORTS = ("shell_port", "iopub_port", "stdin_port", "hb_port", "control_port")


def start_kernel(task, timeout):
    """A kernel that answers, as its manager and a client; the task has its name, its folder and the first of its ports.

    Jupyter would choose ports that are free now, and a kernel takes them seconds later: two that start at once might
    have one in common, as might those of two runs of the tests on one machine.
    """
    ports = dict(zip(PORTS, free_ports(task["ports"])))
    manager = KernelManager(kernel_name=task["kernel"], cache_ports=False, **ports)
    manager.start_kernel(cwd=task["folder"])
    client = manager.client()
    try:
        client.start_channels()
        client.wait_for_ready(timeout=timeout)
    except BaseException:
        # An interrupt too: nobody else knows of this kernel yet.
        manager.shutdown_kernel(now=True)
        client.stop_channels()
        raise
    return manager, client


def free_ports(first):
    """Those from the first on, without the ones of a kernel that has just ended."""
    return filter(is_free, itertools.count(first))


def is_free(port):
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
