"""Run cells in the tslab kernel and interrupt those that print that they have begun.

Reads one JSON object from standard input:
    folder   where the kernel works
    kernel   name of the kernel
    ports    number of the first port that is its own
    cells    sources; one that prints "begun" is interrupted then
Prints a list with one object a cell: what it printed ("text"), its status, and the bundles that it showed, each as it
was last updated ("shown").
"""

import json
import sys

from startKernel import start_kernel

# Seconds; long enough for a busy machine.
TIMEOUT = 120


def main():
    task = json.load(sys.stdin)
    manager, client = start_kernel(task, TIMEOUT)
    try:
        print(json.dumps([run(manager, client, source) for source in task["cells"]]))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def run(manager, client, source):
    text = ""
    shown = {}

    def hear(message):
        nonlocal text
        content = message["content"]
        if message["msg_type"] == "stream":
            text += content["text"]
            if content["text"].strip() == "begun":
                manager.interrupt_kernel()
        elif message["msg_type"] in ("display_data", "update_display_data"):
            shown[content["transient"]["display_id"]] = content["data"]

    # For a moment after a failed cell tslab answers "abort" to whatever comes: hundreds of times, sent again at once.
    status = "abort"
    while status == "abort":
        reply = client.execute_interactive(source, output_hook=hear, timeout=TIMEOUT)
        status = reply["content"]["status"]
    return {"text": text, "status": status, "shown": list(shown.values())}


if __name__ == "__main__":
    main()
