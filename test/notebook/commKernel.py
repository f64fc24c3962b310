"""Talk to the tslab kernel over comms.

Reads one JSON object from standard input:
    folder   where the kernel works
    kernel   name of the kernel
    ports    number of the first port that is its own
    steps    what is done, one after the other; each is an object of
        run      sources of cells
        send     other requests {type, content, buffers, channel, key}: "buffers" are sizes, of bytes that make_bytes
                 gives, and "key" signs the request in the place of the connection's
        restart  that the kernel is started anew before it
        wait     what must be heard before the next step: "states" of the kernel and "replies" as numbers, a "text" that
                 is printed; by default a busy and an idle for each request, each reply that there must be, and no text
Prints a list with one object a step: what was printed ("text"), the statuses of the replies to cells ("status"), what
the kernel said of itself ("states": a state and the type of the request that it is for), and all other messages in
order ("answers": type, number of the request in its step, content, sizes and SHA-256 of the buffers).
"""

import hashlib
import json
import sys

import zmq
from startKernel import start_kernel

# Seconds without any message after which what is missing counts as lost; a busy machine needs some to start a kernel.
SILENCE = 120
REPLIED = ("execute_request", "comm_info_request")


def main():
    task = json.load(sys.stdin)
    manager, client = start_kernel(task, SILENCE)
    try:
        talk = Talk(client)
        results = []
        for step in task["steps"]:
            if step.get("restart"):
                manager.restart_kernel(now=True)
                client.wait_for_ready(timeout=SILENCE)
            results.append(talk.take(step))
        print(json.dumps(results))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


class Talk:
    def __init__(self, client):
        self.client = client
        # Of each request that was sent here, its place in its step; who else asks the kernel something is not heard.
        self.places = {}

    def take(self, step):
        self.result = {"text": "", "status": [], "states": [], "answers": []}
        self.replies = 0
        cells = [{"type": "execute_request", "content": cell(source)} for source in step.get("run", [])]
        requests = cells + step.get("send", [])
        for place, request in enumerate(requests):
            self.places[self.send(request)] = place
        wait = {
            "states": 2 * len(requests),
            "replies": sum(request["type"] in REPLIED for request in requests),
            "text": "",
            **step.get("wait", {}),
        }
        self.listen(
            lambda: len(self.result["states"]) >= wait["states"]
            and self.replies >= wait["replies"]
            and wait["text"] in self.result["text"]
        )
        return self.result

    def send(self, request):
        session = self.client.session
        message = session.msg(request["type"], request["content"])
        buffers = [make_bytes(size) for size in request.get("buffers", [])]
        channel = getattr(self.client, f"{request.get('channel', 'shell')}_channel")
        key = session.key
        session.key = request.get("key", key.decode()).encode()
        session.send(channel.socket, message, buffers=buffers)
        session.key = key
        return message["header"]["msg_id"]

    def listen(self, is_done):
        client = self.client
        channels = {each.socket: each for each in (client.shell_channel, client.control_channel, client.iopub_channel)}
        poller = zmq.Poller()
        for socket in channels:
            poller.register(socket, zmq.POLLIN)
        while not is_done():
            ready = poller.poll(SILENCE * 1000)
            if not ready:
                break
            for socket, _ in ready:
                self.hear(channels[socket].get_msg())

    def hear(self, message):
        kind, content, parent = message["msg_type"], message["content"], message["parent_header"]
        place = self.places.get(parent.get("msg_id"))
        if place is None:
            return
        if kind == "stream":
            self.result["text"] += content["text"]
        elif kind == "status":
            self.result["states"].append(f"{content['execution_state']} {parent['msg_type']}")
        elif kind == "execute_reply":
            self.replies += 1
            self.result["status"].append(content["status"])
        else:
            self.replies += kind.endswith("_reply")
            buffers = [{"size": len(b), "sha256": hashlib.sha256(b).hexdigest()} for b in message["buffers"]]
            self.result["answers"].append({"type": kind, "to": place, "content": content, "buffers": buffers})


def cell(source):
    return {"code": source, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}


def make_bytes(size):
    """0 to 250, again and again."""
    return (bytes(range(251)) * (size // 251 + 1))[:size]


if __name__ == "__main__":
    main()
