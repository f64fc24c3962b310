"""Run cells in the tslab kernel and play the page that opens comms to their live outputs.

Reads one JSON object from standard input:
    folder   where the kernel works
    kernel   name of the kernel
    ports    number of the first port that is its own
    steps    each { "cell": source } or { "open": number of the live output, "version": ... } or { "send": data }, which
             goes to the comm that was opened last, or { "offered": true }; { "cell": ..., "meanwhile": data } sends the
             data as soon as the cell has printed "waiting"
Prints a list with one object a step: what a cell printed, which of the viewers shown before it showed again and with
which link, the messages that came to the comm with their buffers in hexadecimal, or the number of ids offered.
"""

import json
import sys
import uuid

from startKernel import start_kernel

# Seconds; long enough for a busy machine.
TIMEOUT = 120
TARGET = "tslab-dicom.live"
MIME = "application/vnd.tslab-dicom.viewer.v1+json"


class Page:
    def __init__(self, client):
        self.client = client
        self.outputs = []
        self.displays = []
        self.comm = None

    def tell(self, message_type, content):
        message = self.client.session.msg(message_type, content)
        self.client.shell_channel.send(message)
        return message["header"]["msg_id"]

    def hear(self, until):
        """What comes on iopub until the kernel is idle again after the message."""
        heard = []
        while True:
            message = self.client.get_iopub_msg(timeout=TIMEOUT)
            kind, content = message["msg_type"], message["content"]
            if kind == "stream":
                heard.append({"text": content["text"]})
                if "waiting" in content["text"] and self.meanwhile is not None:
                    self.tell("comm_msg", {"comm_id": self.comm, "data": self.meanwhile})
            elif kind in ("comm_msg", "comm_close"):
                buffers = [bytes(buffer).hex() for buffer in message["buffers"]]
                heard.append({"type": kind, "data": content["data"], "buffers": buffers})
            elif kind in ("display_data", "update_display_data"):
                payload = content["data"].get(MIME, {})
                display = content.get("transient", {}).get("display_id")
                if display in self.displays:
                    heard.append({"updated": self.displays.index(display), "link": payload["state"]["link"]})
                elif "live" in payload:
                    # Where preparing takes a moment, the viewer comes in the place of the bar that was shown first.
                    self.displays.append(display)
                if "live" in payload:
                    self.outputs.append(payload["live"]["id"])
            elif kind == "status" and content["execution_state"] == "idle":
                if message["parent_header"].get("msg_id") == until:
                    return heard

    def run(self, step):
        self.meanwhile = step.get("meanwhile")
        if "cell" in step:
            return self.hear(self.client.execute(step["cell"]))
        if "open" in step:
            self.comm = uuid.uuid4().hex
            data = {"version": step.get("version", 1), "output": self.outputs[step["open"]]}
            content = {"comm_id": self.comm, "target_name": TARGET, "data": data}
            return self.hear(self.tell("comm_open", content))
        if "send" in step:
            return self.hear(self.tell("comm_msg", {"comm_id": self.comm, "data": step["send"]}))
        reply = self.client.comm_info(TARGET, reply=True, timeout=TIMEOUT)
        return len(set(reply["content"]["comms"]) & set(self.outputs))


def main():
    task = json.load(sys.stdin)
    manager, client = start_kernel(task, TIMEOUT)
    try:
        page = Page(client)
        print(json.dumps([page.run(step) for step in task["steps"]]))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


if __name__ == "__main__":
    main()
