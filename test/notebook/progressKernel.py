"""Run cells in the tslab kernel and tell them, while they run, what of theirs has arrived.

Reads one JSON object from standard input:
    folder   where the kernel works
    kernel   name of the kernel
    ports    number of the first port that is its own
    cells    sources
    mark     words of a display that a cell waits for
    seen     path of the file that is made when such a display has arrived
Prints a list with one object a cell: what it printed ("text"), its status, and what each of its outputs showed one after
the other ("outputs").
"""

import json
import pathlib
import sys

from startKernel import start_kernel

# Seconds; long enough for a busy machine.
TIMEOUT = 120


def main():
    task = json.load(sys.stdin)
    manager, client = start_kernel(task, TIMEOUT)
    try:
        print(json.dumps([run(client, source, task) for source in task["cells"]]))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def run(client, source, task):
    text = ""
    outputs = {}

    def hear(message):
        nonlocal text
        content = message["content"]
        if message["msg_type"] == "stream":
            text += content["text"]
        elif message["msg_type"] in ("display_data", "update_display_data"):
            shown = outputs.setdefault(content["transient"]["display_id"], [])
            shown.append(content["data"])
            if task["mark"] in content["data"].get("text/plain", ""):
                pathlib.Path(task["seen"]).touch()

    reply = client.execute_interactive(source, output_hook=hear, timeout=TIMEOUT)
    return {"text": text, "status": reply["content"]["status"], "outputs": list(outputs.values())}


if __name__ == "__main__":
    main()
