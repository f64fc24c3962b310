"""Run Jupyter's own checks of a kernel on tslab.

Reads one JSON object from standard input:
    folder   where the kernel works
    kernel   name of the kernel
    ports    number of the first port that is its own
    first    source of a cell that is run before each of them
    target   name of a comm target that this cell offers
Prints an object with the outcome of each check: "ok", or in one text what it says against the kernel or why it was left
out. Checks are left out by giving them no code.
"""

import json
import os
import sys
import unittest

from jupyter_kernel_test import KernelTests
from jupyter_kernel_test.msgspec_v5 import validate_message
from startKernel import start_kernel

# Seconds for a message that must come; a busy machine needs more than the package waits.
PATIENCE = 120
task = json.load(sys.stdin)


class TslabTests(KernelTests):
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("oh no")'
    completion_samples = [{"text": "Math.ab", "matches": {"abs"}}]
    complete_code_samples = ["1", "const a = 1;", "function f() {\n  return 1;\n}"]
    incomplete_code_samples = ["function f() {", "if (true) {"]
    code_display_data = [{"code": 'require("tslab").display.html("<b>hello</b>")', "mime": "text/html"}]
    code_inspect_sample = "console"

    @classmethod
    def setUpClass(cls):
        cls.km, cls.kc = start_kernel(task, PATIENCE)
        for channel in (cls.kc.iopub_channel, cls.kc.shell_channel):
            wait_longer(channel)

    @classmethod
    def tearDownClass(cls):
        cls.kc.stop_channels()
        cls.km.shutdown_kernel(now=True)

    def setUp(self):
        self.flush_channels()
        _, outputs = self.execute_helper(task["first"])
        self.assertEqual(outputs, [])

    def flush_channels(self):
        """Nothing of what was asked before a check is a part of it: here an answer ends what came before."""
        request = self.kc.is_complete("1")
        while self.kc.get_shell_msg()["parent_header"].get("msg_id") != request:
            pass
        while not is_idle(self.kc.get_iopub_msg(), request):
            pass

    def test_comm_info(self):
        self.flush_channels()
        for target, comms in ((task["target"], 1), ("jupyter.widget", 0)):
            request = self.kc.comm_info(target_name=target)
            reply = self.get_non_kernel_info_reply(timeout=PATIENCE)
            validate_message(reply, "comm_info_reply", request)
            self.assertEqual(len(reply["content"]["comms"]), comms)


def wait_longer(channel):
    get_msg = channel.get_msg
    channel.get_msg = lambda timeout=None: get_msg(timeout=PATIENCE)


def is_idle(message, request):
    return message["parent_header"].get("msg_id") == request and message["content"].get("execution_state") == "idle"


class Outcomes(unittest.TestResult):
    """What became of each check; a part of one that fails is told as the whole."""

    def __init__(self):
        super().__init__()
        self.told = {}

    def addSuccess(self, test):
        self.told.setdefault(test._testMethodName, "ok")

    def addSkip(self, test, reason):
        self.told[test._testMethodName] = reason

    def addFailure(self, test, error):
        self.told[test._testMethodName] = str(error[1])

    addError = addFailure

    def addSubTest(self, test, _part, error):
        if error is not None:
            self.addFailure(test, error)


def main():
    os.chdir(task["folder"])
    outcomes = Outcomes()
    unittest.defaultTestLoader.loadTestsFromTestCase(TslabTests).run(outcomes)
    print(json.dumps(outcomes.told))


if __name__ == "__main__":
    main()
