"""Run cells in the tslab kernel, then send it many requests at once.

Reads one JSON object from standard input:
    folder   where the kernel works
    kernel   name of the kernel
    ports    number of the first port that is its own
    cells    sources, run one after the other
    flood    sources, all sent before the first answer is read
Prints an object: of every cell ("cells") and of every request of the flood ("flood") what it printed ("text"), the
plain text of what it showed in order ("shown"), the status of its reply, or null when none came ("status"), and
whether the kernel said that it is done ("idle").
"""

import json
import sys

import zmq
from startKernel import start_kernel

# Seconds without any message after which what is missing counts as lost; a busy machine needs some to start a kernel.
SILENCE = 120


def main():
    task = json.load(sys.stdin)
    manager, client = start_kernel(task, SILENCE)
    try:
        cells = [answers(client, [source])[0] for source in task["cells"]]
        print(json.dumps({"cells": cells, "flood": answers(client, task["flood"])}))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def answers(client, sources):
    requests = {}
    for source in sources:
        requests[client.execute(source)] = {"text": "", "shown": [], "status": None, "idle": False}
    channels = {channel.socket: channel for channel in (client.shell_channel, client.iopub_channel)}
    poller = zmq.Poller()
    for socket in channels:
        poller.register(socket, zmq.POLLIN)
    while not all(request["idle"] and request["status"] for request in requests.values()):
        ready = poller.poll(SILENCE * 1000)
        if not ready:
            break
        for socket, _ in ready:
            hear(channels[socket].get_msg(), requests)
    return list(requests.values())


def hear(message, requests):
    request = requests.get(message["parent_header"].get("msg_id"))
    if request is None:
        return
    content = message["content"]
    if message["msg_type"] == "execute_reply":
        request["status"] = content["status"]
    elif message["msg_type"] == "stream":
        request["text"] += content["text"]
    elif message["msg_type"] == "display_data":
        request["shown"].append(content["data"].get("text/plain"))
    elif message["msg_type"] == "status":
        request["idle"] = content["execution_state"] == "idle"


if __name__ == "__main__":
    main()
