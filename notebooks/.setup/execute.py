"""Execute a notebook in its kernel, cell by cell, and write it with its outputs.

Reads one JSON object from standard input:
    notebook, out   full paths; the kernel works in the notebook's folder
    kernel          name of the kernel
    sources         {index of a cell: code that runs in its place}; the notebook written keeps its own code
    hidden          [[path, what is printed for it], ...]; a notebook whose outputs hold one is not written
Exit code 1 when a cell fails, after printing its error.
"""

import json
import re
import sys
import time
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

try:
    import resource
except ImportError:  # Windows
    resource = None

PRINTED_LINES = 40


def main():
    task = json.load(sys.stdin)
    path = Path(task["notebook"])
    notebook = nbformat.read(path, as_version=4)
    original = [cell.source for cell in notebook.cells]
    for index, source in task["sources"].items():
        notebook.cells[int(index)].source = source

    started = time.perf_counter()
    printer = Printer(notebook, task["hidden"])
    client = NotebookClient(
        notebook,
        kernel_name=task["kernel"],
        resources={"metadata": {"path": str(path.parent)}},
        timeout=None,
        startup_timeout=120,
        shutdown_kernel="immediate",  # nothing of it is needed any more; a polite end takes seconds
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
        on_cell_start=printer.start,
        on_cell_executed=printer.executed,
    )
    try:
        client.execute()
    except CellExecutionError:
        return "A cell failed; its error is above. No notebook was written."
    except DeadKernelError:
        return "The kernel ended before the notebook did (was there enough memory?). No notebook was written."
    except NoSuchKernel:
        return f"Jupyter does not know the kernel {task['kernel']}: run npm start once."
    except KeyboardInterrupt:
        return "Stopped. No notebook was written."

    for cell, source in zip(notebook.cells, original):
        cell.source = source
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if not is_finished_bar(output)]
    out = Path(task["out"])
    leaks = printer.leaks()
    if leaks:
        return f"An output of cell {leaks[0]} holds a path of this machine. No notebook was written."
    nbformat.write(notebook, out)
    print(f"{out.name}: {out.stat().st_size / 1e6:.2f} MB, {time.perf_counter() - started:.1f} s{peak_memory()}")
    return None


def is_finished_bar(output):
    """What a progress bar leaves: a line that is there only when the work was slow."""
    marks = output.get("metadata", {}).get("tslab-dicom", {})
    return marks.get("progress") == "done"


class Printer:
    """Prints what cells print, with one line for each that says how long it took."""

    def __init__(self, notebook, hidden):
        self.cells = notebook.cells
        # A whole path, not the end of another or the start of a longer name.
        self.patterns = [(re.compile(rf"(?<![\w.]){re.escape(path)}(?![\w.-])"), shown) for path, shown in hidden]
        self.code = [index for index, cell in enumerate(self.cells) if cell.cell_type == "code"]
        self.started = 0.0

    def start(self, cell, cell_index):
        self.started = time.perf_counter()

    def executed(self, cell, cell_index, execute_reply):
        seconds = time.perf_counter() - self.started
        failed = execute_reply["content"]["status"] == "error"
        number = f"cell {self.number(cell_index)} of {len(self.code)}"
        print(f"{number}{self.heading(cell_index)}: {'failed after ' if failed else ''}{seconds:.1f} s", flush=True)
        for output in cell.outputs:
            self.show(output, whole=failed)

    def number(self, index):
        return self.code.index(index) + 1

    def heading(self, index):
        """The Markdown heading that the cell stands under."""
        for cell in reversed(self.cells[:index]):
            if cell.cell_type != "markdown":
                continue
            headings = [line for line in cell.source.splitlines() if line.startswith("#")]
            if headings:
                return f" ({headings[-1].lstrip('# ')})"
        return ""

    def show(self, output, whole):
        if output.output_type == "stream":
            lines = self.without_paths(output.text).rstrip("\n").splitlines()
        elif output.output_type == "error":
            lines = self.without_paths("\n".join(output.traceback) or f"{output.ename}: {output.evalue}").splitlines()
        else:
            lines = [f"[{', '.join(sorted(output.data))}]"]
        shown = lines if whole else lines[:PRINTED_LINES]
        for line in shown:
            print(f"    {line}")
        if len(shown) < len(lines):
            print(f"    ... {len(lines) - len(shown)} more lines")
        sys.stdout.flush()

    def without_paths(self, text):
        for path, shown in self.patterns:
            text = path.sub(lambda _: shown, text)
        return text

    def leaks(self):
        """Numbers of the code cells whose outputs hold a hidden path."""
        texts = {index: "\n".join(strings_of(self.cells[index].outputs)) for index in self.code}
        return [self.number(index) for index, text in texts.items() if self.without_paths(text) != text]


def strings_of(value):
    """Every text inside lists and dictionaries."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from strings_of(list(value.values()))
    elif isinstance(value, list):
        for item in value:
            yield from strings_of(item)


def peak_memory():
    """The largest resident size of the kernel, which has ended by now."""
    if resource is None:
        return ""
    size = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    unit = 1 if sys.platform == "darwin" else 1024
    return f", peak memory of the kernel {size * unit / 1e6:.0f} MB"


if __name__ == "__main__":
    problem = main()
    if problem:
        sys.exit(problem)
