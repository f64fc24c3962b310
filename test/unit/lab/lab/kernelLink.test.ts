import { LIVE_TARGET } from "tslab-dicom/contract";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { KernelLink } from "../../../../lab-extension/src/lab/kernelLink";
import {
  LinkError,
  type LinkRequest,
  type LinkStatus,
  type SetNews,
} from "../../../../lab-extension/src/live/liveLink";
import { FakeKernel, FakeSession } from "../../../drivers/fakeNotebookKernel";

const REQUEST: LinkRequest = {
  kind: "plane",
  layer: 0,
  axis: 0,
  planes: { first: 3, last: 3 },
  mode: "max",
  overlays: false,
};
const REPLY = { kind: "plane", rows: 1, columns: 2, dtype: "int16", padding: false };

async function linkTo(session: FakeSession | null) {
  const life = new AbortController();
  const link = new KernelLink("ours", Promise.resolve(session), life.signal);
  const statuses: LinkStatus[] = [];
  link.onStatus((status) => statuses.push(status), life.signal);
  await settle();
  const comm = () => {
    const found = (session?.session.kernel?.comms ?? []).at(-1);
    if (!found) throw new Error("no comm was opened");
    return found;
  };
  return { link, life, statuses, comm, request: () => link.request(REQUEST, new AbortController().signal) };
}

const settle = async () => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};

function isState(sent: unknown): sent is { readonly state: { readonly voxel: readonly number[] } } {
  return typeof sent === "object" && sent !== null && "state" in sent;
}

/** Longer than from one change to the next of a movement: what is told after it is told at once. */
const pause = () => vi.advanceTimersByTime(100);

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => vi.useRealTimers());

describe("KernelLink", () => {
  test("asks first, and opens a comm to a kernel that has the output", async () => {
    const kernel = new FakeKernel(["other", "ours"]);
    const { statuses, comm } = await linkTo(new FakeSession(kernel));
    expect(kernel.asked).toEqual([LIVE_TARGET]);
    expect(comm().opened).toEqual([{ version: 1, output: "ours" }]);
    expect(statuses).toEqual(["live"]);
  });

  test("opens none to a kernel that does not have it", async () => {
    const kernel = new FakeKernel(["other"]);
    const { statuses, request } = await linkTo(new FakeSession(kernel));
    expect(kernel.comms).toEqual([]);
    expect(statuses.at(-1)).toBe("gone");
    await expect(request()).rejects.toThrow("run its cell again");
  });

  test("asks again, less and less often, where a question is lost, but not a kernel that is busy", async () => {
    const kernel = new FakeKernel(["ours"]);
    const ask = vi.spyOn(kernel, "requestCommInfo").mockReturnValue(new Promise(() => {}));
    const { statuses } = await linkTo(new FakeSession(kernel));
    vi.advanceTimersByTime(3_000);
    expect(ask).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(3_000);
    expect(ask).toHaveBeenCalledTimes(2);
    kernel.status = "busy";
    vi.advanceTimersByTime(3_000);
    expect(ask).toHaveBeenCalledTimes(2);
    kernel.status = "idle";
    ask.mockRestore();
    vi.advanceTimersByTime(12_000);
    await settle();
    expect(statuses).toEqual(["live"]);
    vi.advanceTimersByTime(600_000);
    expect(kernel.asked).toHaveLength(1);
  });

  test("asks no more once its view has gone, or its kernel", async () => {
    const kernels = [new FakeKernel(), new FakeKernel()];
    const asked = kernels.map((kernel) =>
      vi.spyOn(kernel, "requestCommInfo").mockReturnValue(new Promise(() => {})),
    );
    const session = new FakeSession(kernels[0] ?? null);
    const { life } = await linkTo(session);
    session.change(kernels[1] ?? null);
    vi.advanceTimersByTime(3_000);
    life.abort();
    vi.advanceTimersByTime(600_000);
    expect(asked.map((ask) => ask.mock.calls.length)).toEqual([1, 2]);
  });

  test.each([
    ["no session", null],
    ["no kernel", new FakeSession(null)],
  ])("is gone where there is %s", async (_, session) => {
    const { link } = await linkTo(session);
    await settle();
    expect(link.status).toBe("gone");
  });

  test("sends one request at a time and gives each the answer with its number, with its bytes", async () => {
    const { comm, request } = await linkTo(new FakeSession(new FakeKernel(["ours"])));
    const [first, second] = [request(), request()];
    expect(comm().sent).toEqual([{ ...REQUEST, request: 1 }]);
    comm().say({ ...REPLY, request: 7 });
    const bytes = Uint8Array.of(9, 1, 0, 2, 0, 9);
    comm().say({ ...REPLY, request: 1 }, [new DataView(bytes.buffer, 1, 4)]);
    expect((await first).buffers).toEqual([Uint8Array.of(1, 0, 2, 0)]);
    expect(comm().sent).toHaveLength(2);
    comm().say({ kind: "error", request: 2, message: "There is no such plane." });
    await expect(second).rejects.toEqual(new LinkError("There is no such plane."));
  });

  test("refuses the request that is on its way when an answer cannot be read", async () => {
    const { comm, request } = await linkTo(new FakeSession(new FakeKernel(["ours"])));
    const answer = request();
    comm().say({ kind: "plane", request: 1, rows: "<script>" });
    await expect(answer).rejects.toThrow('The kernel\'s answer cannot be read: the field "rows"');
  });

  test("lets go of a request whose view has gone, and of its answer", async () => {
    const { link, comm, request } = await linkTo(new FakeSession(new FakeKernel(["ours"])));
    const [sent, waiting] = [new AbortController(), new AbortController()];
    const answers = [link.request(REQUEST, sent.signal), link.request(REQUEST, waiting.signal)];
    const third = request();
    sent.abort();
    waiting.abort();
    for (const answer of answers) await expect(answer).rejects.toThrow("abort");
    expect(comm().sent).toHaveLength(1);
    comm().say({ ...REPLY, request: 1 });
    comm().say({ ...REPLY, request: 2 });
    expect((await third).message).toMatchObject({ request: 2 });
  });

  test("is gone after a restart, without being told by the comm, and when the kernel ends", async () => {
    const session = new FakeSession(new FakeKernel(["ours"]));
    const { statuses, request } = await linkTo(session);
    const answer = request();
    session.restart();
    await expect(answer).rejects.toThrow("run its cell again");
    await settle();
    session.change(null);
    expect(statuses).toEqual(["live", "gone", "seeking", "gone"]);
  });

  test("is live again with the kernel that has the output", async () => {
    const session = new FakeSession(new FakeKernel(["ours"]));
    const { statuses } = await linkTo(session);
    session.change(new FakeKernel());
    await settle();
    session.change(new FakeKernel(["ours"]));
    await settle();
    expect(statuses).toEqual(["live", "seeking", "gone", "seeking", "live"]);
  });

  test("takes the kernel's own words when it closes the comm", async () => {
    const { link, comm, request } = await linkTo(new FakeSession(new FakeKernel(["ours"])));
    comm().onClose({ content: { data: { error: "The kernel has let go of this output." } } });
    expect(link.status).toBe("gone");
    await expect(request()).rejects.toThrow("The kernel has let go of this output.");
  });

  test("is busy while an answer is late and the kernel runs something, and asks on", async () => {
    vi.useFakeTimers();
    const kernel = new FakeKernel(["ours"]);
    const { statuses, comm, request } = await linkTo(new FakeSession(kernel));
    const answer = request();
    kernel.status = "busy";
    vi.advanceTimersByTime(999);
    expect(statuses).toEqual(["live"]);
    vi.advanceTimersByTime(600_000);
    expect(statuses).toEqual(["live", "busy"]);
    comm().say({ ...REPLY, request: 1 });
    await answer;
    expect(statuses).toEqual(["live", "busy", "live"]);
  });

  test("gives a kernel up that runs nothing and does not answer, and asks the next", async () => {
    const { comm, request } = await linkTo(new FakeSession(new FakeKernel(["ours"])));
    const [answer] = [request(), request()];
    vi.advanceTimersByTime(15_000);
    await expect(answer).rejects.toThrow("The kernel did not answer.");
    expect(comm().sent).toHaveLength(2);
  });

  test("tells the newest values, one message at a time", async () => {
    const { link, comm } = await linkTo(new FakeSession(new FakeKernel(["ours"])));
    link.tell({ smooth: true });
    pause();
    link.tell({ voxel: [1, 0, 0] });
    pause();
    link.tell({ voxel: [2, 0, 0], link: "a" });
    expect(comm().sent).toEqual([{ kind: "state", state: { smooth: true } }]);
    comm().ends[0]();
    await settle();
    expect(comm().sent.slice(1)).toEqual([{ kind: "state", state: { voxel: [2, 0, 0], link: "a" } }]);
  });

  test("tells a movement when it is over, now and then before, and when a cell may run", async () => {
    const { link, comm } = await linkTo(new FakeSession(new FakeKernel(["ours"])));
    const move = async (steps: number, from: number) => {
      for (let step = 0; step < steps; step++) {
        vi.advanceTimersByTime(20);
        link.tell({ voxel: [from + step, 0, 0] });
        comm().ends.at(-1)?.();
        await settle();
      }
    };
    const told = () => comm().sent.flatMap((each) => (isState(each) ? [each.state.voxel[0]] : []));
    await move(5, 0);
    expect(told()).toEqual([0]);
    vi.advanceTimersByTime(30);
    expect(told()).toEqual([0, 4]);
    comm().ends.at(-1)?.();
    pause();
    await move(20, 10);
    expect(told()).toEqual([0, 4, 10, 23]);
    link.hurry();
    expect(told()).toEqual([0, 4, 10, 23, 29]);
    link.hurry();
    pause();
    expect(told()).toHaveLength(5);
  });

  test("tells at once what waits for the message before to be heard, and as a view goes", async () => {
    const { link, life, comm } = await linkTo(new FakeSession(new FakeKernel(["ours"])));
    link.tell({ smooth: true });
    link.tell({ voxel: [1, 0, 0] });
    link.hurry();
    link.tell({ voxel: [2, 0, 0] });
    // The first is heard: what came after it is on its way and is not told again.
    comm().ends[0]();
    await settle();
    expect(comm().sent.slice(1)).toEqual([{ kind: "state", state: { smooth: true, voxel: [1, 0, 0] } }]);
    const [sent] = [comm().sent];
    life.abort();
    expect(sent.at(-1)).toMatchObject({ state: { voxel: [2, 0, 0] } });
  });

  test("tells once what two views say, of which one takes the place of the other", async () => {
    const { link, comm } = await linkTo(new FakeSession(new FakeKernel(["ours"])));
    link.tell({ voxel: [1, 0, 0] });
    link.tell({ voxel: [1, 0, 0] });
    comm().ends[0]();
    await settle();
    expect(comm().sent).toEqual([{ kind: "state", state: { voxel: [1, 0, 0] } }]);
    pause();
    link.tell({ voxel: [2, 0, 0] });
    link.tell({ voxel: [3, 0, 0] });
    link.tell({ voxel: [2, 0, 0] });
    pause();
    comm().ends[1]();
    await settle();
    expect(comm().sent.slice(2)).toEqual([{ kind: "state", state: { voxel: [2, 0, 0] } }]);
  });

  test("hands over what the kernel sets", async () => {
    const { link, life, comm } = await linkTo(new FakeSession(new FakeKernel(["ours"])));
    const heard: unknown[] = [];
    link.onSet((state) => heard.push(state), life.signal);
    comm().say({ kind: "set", state: { voxel: [4, 0, 0] } });
    expect(heard).toEqual([{ voxel: [4, 0, 0] }]);
  });

  test("says which set is the first of a comm, and what the kernel perhaps had not heard then", async () => {
    const kernel = new FakeKernel(["ours"]);
    const session = new FakeSession(kernel);
    const { link, life, comm } = await linkTo(session);
    const heard: SetNews[] = [];
    link.onSet((_state, news) => heard.push(news), life.signal);
    link.tell({ smooth: true });
    pause();
    link.tell({ voxel: [1, 0, 0] });
    comm().say({ kind: "set", state: {} });
    comm().ends[0]();
    await settle();
    comm().say({ kind: "set", state: {} });
    comm().ends[1]();
    await settle();
    comm().say({ kind: "set", state: {} });
    expect(heard).toEqual([
      { by: "begin", untold: ["smooth", "voxel"] },
      { by: "cell", untold: ["voxel"] },
      { by: "cell", untold: [] },
    ]);
  });

  test("tells what was told while the kernel was gone, or was on its way then, when it is found again", async () => {
    const session = new FakeSession(new FakeKernel(["ours"]));
    const { link, life, comm } = await linkTo(session);
    const heard: SetNews[] = [];
    link.onSet((_state, news) => heard.push(news), life.signal);
    link.tell({ smooth: false });
    session.change(null);
    link.tell({ marks: [] });
    session.change(new FakeKernel(["ours"]));
    await settle();
    expect(comm().sent).toEqual([{ kind: "state", state: { smooth: false, marks: [] } }]);
    comm().say({ kind: "set", state: {} });
    expect(heard).toEqual([{ by: "begin", untold: ["smooth", "marks"] }]);
  });

  test("a state that the kernel refuses leaves the requests alone", async () => {
    const { link, comm, request } = await linkTo(new FakeSession(new FakeKernel(["ours"])));
    const answer = request();
    link.tell({ smooth: true });
    comm().say({ kind: "error", request: null, message: "There are 2 overlays, not 3." });
    comm().say({ ...REPLY, request: 1 });
    expect((await answer).message).toMatchObject({ request: 1 });
  });

  test("where another notebook has the kernel's comms, all views share one more connection until the kernel has heard of the last one's end", async () => {
    const kernel = new FakeKernel(["ours"]);
    kernel.handleComms = false;
    const session = new FakeSession(kernel);
    const views = [await linkTo(session), await linkTo(session)];
    const [own, ...more] = kernel.clones;
    expect([own.handleComms, own.comms.length, more, kernel.comms]).toEqual([true, 2, [], []]);
    expect(views.map(({ link }) => link.status)).toEqual(["live", "live"]);
    const end = async (index: number) => {
      const [comm, { life }] = [own.comms[index], views[index]];
      life.abort();
      await settle();
      const before = [comm.isClosed, own.isDisposed];
      for (const dealtWith of comm.ends) dealtWith();
      await settle();
      return [...before, own.isDisposed];
    };
    expect(await end(0)).toEqual([true, false, false]);
    expect(await end(1)).toEqual([true, false, true]);
  });

  test("leaves the connection that it made when the kernel is restarted", async () => {
    const kernel = new FakeKernel(["ours"]);
    kernel.handleComms = false;
    const session = new FakeSession(kernel);
    const { statuses } = await linkTo(session);
    session.restart();
    await settle();
    expect([statuses, kernel.clones.map(({ isDisposed }) => isDisposed)]).toEqual([
      ["live", "gone", "seeking", "gone"],
      [true],
    ]);
  });

  test("tells a kernel that its notebook has left, though the notebook took its connection along", async () => {
    const kernel = new FakeKernel(["ours"]);
    const session = new FakeSession(kernel);
    const { comm } = await linkTo(session);
    const { commId } = comm();
    session.dispose();
    await settle();
    const [beside] = kernel.clones;
    expect(beside.comms.map(({ commId, isClosed }) => [commId, isClosed])).toEqual([[commId, true]]);
    expect(beside.isDisposed).toBe(false);
    for (const dealtWith of beside.comms[0].ends) dealtWith();
    await settle();
    expect(beside.isDisposed).toBe(true);
  });

  test.each([
    ["another kernel was chosen", (session: FakeSession) => session.change(new FakeKernel())],
    ["it was shut down", (session: FakeSession) => session.change(null)],
    [
      "it ends with its notebook",
      (session: FakeSession) => {
        session.kernelPreference.shutdownOnDispose = true;
        session.dispose();
      },
    ],
  ])("seeks no kernel that has ended: %s", async (_why, end) => {
    const kernel = new FakeKernel(["ours"]);
    const session = new FakeSession(kernel);
    await linkTo(session);
    end(session);
    await settle();
    expect(kernel.clones).toEqual([]);
  });

  test("leaves the connection that it made when the kernel closes the comm", async () => {
    const kernel = new FakeKernel(["ours"]);
    kernel.handleComms = false;
    await linkTo(new FakeSession(kernel));
    kernel.clones[0].comms[0].onClose({ content: { data: {} } });
    await settle();
    expect(kernel.clones[0].isDisposed).toBe(true);
  });

  test("closes its comm and listens to nothing when its view has gone", async () => {
    const session = new FakeSession(new FakeKernel(["ours"]));
    const { life, comm, request } = await linkTo(session);
    const [sent, waiting] = [request(), request()];
    life.abort();
    await expect(sent).rejects.toThrow();
    await expect(waiting).rejects.toThrow();
    expect([comm().isClosed, session.slots]).toEqual([true, 0]);
  });
});
