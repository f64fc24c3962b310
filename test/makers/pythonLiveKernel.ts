import { LIVE_TARGET, LIVE_VERSION, type SlicesPayload, VIEWER_MIME } from "tslab-dicom/contract";

/**
 * A cell of Python that shows a live output, and answers its pages as the contract says: a second implementation of
 * the kernel's side, which shares nothing with the library. Values of a voxel are x * x % 65521 % 2003 - 1000 of its
 * number x.
 */
export function pythonLiveCell(payload: SlicesPayload, id: string): string {
  const bundle = { [VIEWER_MIME]: { ...payload, live: { id } }, "text/plain": "a live volume" };
  const [slices, rows, columns] = payload.shape;
  return `
import array, base64, json
from types import SimpleNamespace
from comm import get_comm_manager
from IPython.display import display

shape = (${slices}, ${rows}, ${columns})
manager = get_comm_manager()

def value(place):
    x = (place[0] * shape[1] + place[1]) * shape[2] + place[2]
    return x * x % 65521 % 2003 - 1000

def plane(request):
    axis, first = request["axis"], request["planes"]["first"]
    rows, columns = [i for i in (0, 1, 2) if i != axis]
    values = array.array("h")
    for row in range(shape[rows]):
        for column in range(shape[columns]):
            place = [0, 0, 0]
            place[axis], place[rows], place[columns] = first, row, column
            values.append(value(place))
    reply = {"kind": "plane", "request": request["request"], "rows": shape[rows], "columns": shape[columns],
             "dtype": "int16", "padding": False}
    return reply, [values.tobytes()]

def on_open(comm, message):
    data = message["content"]["data"]
    if data.get("version") != ${LIVE_VERSION} or data.get("output") not in offered:
        comm.close({"error": "This kernel does not have the output."})
        return
    def on_message(message):
        request = message["content"]["data"]
        if request["kind"] == "plane":
            reply, buffers = plane(request)
            comm.send(reply, buffers=buffers)
    comm.on_msg(on_message)

offered = globals().get("offered", set())
offered.add("${id}")
manager.comms["${id}"] = SimpleNamespace(comm_id="${id}", target_name="${LIVE_TARGET}")
manager.register_target("${LIVE_TARGET}", on_open)
display(json.loads(base64.b64decode("${Buffer.from(JSON.stringify(bundle)).toString("base64")}")), raw=True)
`;
}
