"""Run cells in the tslab kernel and move the controls that they show, as a page does.

Reads one JSON object from standard input:
    folder   where the kernel works
    kernel   name of the kernel
    ports    number of the first port that is its own
    steps    one after the other; each has one of
        run      source of a cell
        ask      values of controls, sent to the live output "of" a cell (its place among the cells, from 0) and answered
                 before the next step
Prints a list with one object a step. Of a cell: what it printed ("text"), its status, and the bundles that it showed,
each as it was last updated ("shown"). Of values: the kernel's answer ("answer") and the seconds that it took
("seconds"). Of both: what the kernel said over comms unasked ("told").
"""

import json
import os
import queue
import sys
import time

from startKernel import start_kernel

# Seconds; long enough for a busy machine.
TIMEOUT = 120
TARGET = "tslab-dicom.live"
VIEWER = "application/vnd.tslab-dicom.viewer.v1+json"


def main():
    task = json.load(sys.stdin)
    manager, client = start_kernel(task, TIMEOUT)
    try:
        page = Page(client)
        results = [page.run(step["run"]) if "run" in step else page.ask(step) for step in task["steps"]]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    # The kernel had the same output, and Node.js writes without waiting: what is long would be cut.
    os.set_blocking(sys.stdout.fileno(), True)
    print(json.dumps(results))


class Page:
    def __init__(self, client):
        self.client = client
        self.cells = []
        self.comms = {}
        self.requests = 0

    def run(self, source):
        cell = {"text": "", "shown": {}}
        self.cells.append(cell)
        message = self.client.execute(source)
        reply = self.client.get_shell_msg(timeout=TIMEOUT)
        while reply["parent_header"].get("msg_id") != message:
            reply = self.client.get_shell_msg(timeout=TIMEOUT)
        told = messages_of(self.listen(lambda heard: is_idle(heard, message)))
        status = reply["content"]["status"]
        return {"text": cell["text"], "status": status, "shown": list(cell["shown"].values()), "told": told}

    def ask(self, step):
        bundle = next(b for b in self.cells[step["of"]]["shown"].values() if VIEWER in b)
        output = bundle[VIEWER]["live"]["id"]
        told = []
        if output not in self.comms:
            self.comms[output] = f"comm-{len(self.comms)}"
            opened = self.send("comm_open", output, {"version": 1, "output": output}, target_name=TARGET)
            told += self.listen(lambda heard: is_idle(heard, opened))
        self.requests += 1
        number = self.requests
        begun = time.perf_counter()
        self.send("comm_msg", output, {"kind": "values", "request": number, "values": step["ask"]})
        said = self.listen(lambda heard: data_of(heard).get("request") == number)
        seconds = time.perf_counter() - begun
        messages = messages_of(told + said)
        return {"answer": messages[-1], "told": messages[:-1], "seconds": seconds}

    def send(self, kind, output, data, **more):
        content = {"comm_id": self.comms[output], "data": data, **more}
        message = self.client.session.msg(kind, content)
        self.client.shell_channel.send(message)
        return message["header"]["msg_id"]

    def listen(self, is_last):
        """Hear the kernel until this message; what cells print and show is kept for them, the rest is given back."""
        rest = []
        while True:
            try:
                heard = self.client.get_iopub_msg(timeout=TIMEOUT)
            except queue.Empty:
                raise SystemExit("the kernel says nothing") from None
            content = heard["content"]
            if heard["msg_type"] == "stream":
                self.cells[-1]["text"] += content["text"]
            elif heard["msg_type"] in ("display_data", "update_display_data"):
                identity = content["transient"]["display_id"]
                cell = next((c for c in self.cells if identity in c["shown"]), self.cells[-1])
                cell["shown"][identity] = content["data"]
            else:
                rest.append(heard)
            if is_last(heard):
                return rest


def messages_of(heard):
    return [one["content"]["data"] for one in heard if one["msg_type"] in ("comm_msg", "comm_close")]


def is_idle(heard, message):
    return (
        heard["msg_type"] == "status"
        and heard["content"]["execution_state"] == "idle"
        and heard["parent_header"].get("msg_id") == message
    )


def data_of(heard):
    return heard["content"].get("data", {}) if heard["msg_type"] == "comm_msg" else {}


if __name__ == "__main__":
    main()
