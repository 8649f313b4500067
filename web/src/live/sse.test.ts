import { describe, expect, test, vi } from "vitest";
import { follow, MessageReader, type Message } from "./sse";

describe("MessageReader", () => {
  const stream = ': hello\n\nid: 7\nevent: order.captured\ndata: {"a":1}\n\nid: 8\ndata: one\ndata: two\n\n';
  const messages: Message[] = [
    { id: "7", event: "order.captured", data: '{"a":1}' },
    { id: "8", event: "message", data: "one\ntwo" },
  ];

  test("reads messages whole", () => expect(new MessageReader().feed(stream)).toEqual(messages));

  test.each(["\n", "\r\n", "\r"])("reads them cut anywhere, with %j as the line's end", (end) => {
    const reader = new MessageReader();
    // A last byte shows a CR that it was not half of a CRLF.
    const pieces = [...stream.replaceAll("\n", end), ":"];
    expect(pieces.flatMap((piece) => reader.feed(piece))).toEqual(messages);
  });

  test("keeps the id for messages that name none", () => {
    const reader = new MessageReader();
    reader.feed("id: 9\ndata: x\n\n");
    expect(reader.feed("data: y\n\n")).toEqual([{ id: "9", event: "message", data: "y" }]);
  });
});

describe("follow", () => {
  const handlers = () => ({ onOpen: vi.fn(), onMessages: vi.fn(), onClose: vi.fn(), onRefused: vi.fn() });

  test("comes back after a break and asks for what it missed", async () => {
    vi.useFakeTimers();
    const stop = new AbortController();
    const asked = vi.fn(async () => new Response("id: 41\ndata: x\n\n"));
    vi.stubGlobal("fetch", asked);
    const heard = handlers();
    void follow("/stream", heard, stop.signal);
    await vi.advanceTimersByTimeAsync(3_000);
    stop.abort();
    vi.useRealTimers();
    vi.unstubAllGlobals();

    const headers = asked.mock.calls.map((call) => (call as unknown as [string, RequestInit])[1].headers);
    expect(headers[0]).not.toHaveProperty("Last-Event-ID");
    expect(headers[1]).toHaveProperty("Last-Event-ID", "41");
    expect(heard.onOpen.mock.calls.length).toBeGreaterThan(1);
    expect(heard.onClose).toHaveBeenCalled();
  });

  test("stops when the server refuses", async () => {
    vi.stubGlobal(
      "fetch",
      vi.fn(async () => new Response("", { status: 401 })),
    );
    const heard = handlers();
    await follow("/stream", heard, new AbortController().signal);
    vi.unstubAllGlobals();
    expect(heard.onRefused).toHaveBeenCalledOnce();
    expect(heard.onOpen).not.toHaveBeenCalled();
  });
});
