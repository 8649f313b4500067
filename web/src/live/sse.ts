// Server-sent events over fetch. The browser's EventSource hands out only the
// event types that were named before, hides the status of a refusal and can't be
// told where to resume after a reload; the format itself is ten lines.

/** One message of the stream. */
export type Message = { id: string; event: string; data: string };

/**
 * Cuts a text stream into messages as the WHATWG format says: fields by line, a
 * blank line ends a message, a message without data is dropped. Feed it any
 * pieces; it keeps what is incomplete.
 */
export class MessageReader {
  private rest = "";
  private id = "";

  feed(text: string): Message[] {
    const input = this.rest + text;
    // A CR at the end may be the first half of a CRLF.
    const usable = input.endsWith("\r") ? input.slice(0, -1) : input;
    const blocks = usable.replace(/\r\n?/g, "\n").split("\n\n");
    this.rest = (blocks.pop() ?? "") + input.slice(usable.length);
    return blocks.map((block) => this.read(block)).filter((message) => message !== null);
  }

  private read(block: string): Message | null {
    const data: string[] = [];
    let event = "message";
    for (const line of block.split("\n")) {
      const colon = line.indexOf(":");
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
      if (field === "data") data.push(value);
      if (field === "event") event = value;
      if (field === "id") this.id = value;
    }
    return data.length === 0 ? null : { id: this.id, event, data: data.join("\n") };
  }
}

export type StreamHandlers = {
  onOpen: () => void;
  onMessages: (messages: Message[]) => void;
  onClose: () => void;
  /** The server refused for good (signed out): the stream is not tried again. */
  onRefused: () => void;
};

const shortestWait = 1_000; // ms; doubled at each failure in a row
const longestWait = 30_000;
const longestSilence = 60_000; // ms; a server sends a comment well before

/**
 * Reads a stream for as long as the signal lets it: after a break it comes back,
 * later each time, and asks for what it missed with Last-Event-ID.
 */
export async function follow(url: string, handlers: StreamHandlers, signal: AbortSignal): Promise<void> {
  let last = "";
  let failures = 0;
  while (!signal.aborted) {
    try {
      const refused = await readOnce(url, last, signal, {
        ...handlers,
        onOpen: () => {
          failures = 0;
          handlers.onOpen();
        },
        onMessages: (messages) => {
          last = messages.at(-1)?.id || last;
          handlers.onMessages(messages);
        },
      });
      if (refused) return handlers.onRefused();
    } catch {
      // A broken connection is the normal end of a stream: come back below.
    }
    if (signal.aborted) return;
    handlers.onClose();
    await pause(Math.min(shortestWait * 2 ** failures, longestWait) * (0.5 + Math.random() / 2), signal);
    failures += 1;
  }
}

async function readOnce(
  url: string,
  last: string,
  signal: AbortSignal,
  handlers: StreamHandlers,
): Promise<boolean> {
  const silence = new AbortController();
  const headers: Record<string, string> = { Accept: "text/event-stream" };
  if (last) headers["Last-Event-ID"] = last;
  const response = await fetch(url, {
    headers,
    cache: "no-store",
    signal: AbortSignal.any([signal, silence.signal]),
  });
  if (response.status === 401 || response.status === 403) return true;
  if (!response.ok || !response.body) return false;

  handlers.onOpen();
  const reader = new MessageReader();
  const decoder = new TextDecoder();
  const chunks = response.body.getReader();
  for (;;) {
    const timer = setTimeout(() => silence.abort(), longestSilence);
    const { done, value } = await chunks.read().finally(() => clearTimeout(timer));
    if (done) return false;
    const messages = reader.feed(decoder.decode(value, { stream: true }));
    if (messages.length > 0) handlers.onMessages(messages);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}
